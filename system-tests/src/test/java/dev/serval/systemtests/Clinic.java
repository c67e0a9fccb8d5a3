package dev.serval.systemtests;

import java.nio.file.Path;

/** Spring Boot programs of the same sources. */
enum Clinic {
    BOOT_4("boot-example", "clinic.jar"),
    BOOT_3("boot3-example", "clinic3.jar"),
    BOOT_4_JETTY("boot-jetty-example", "clinic-jetty.jar"),
    BOOT_3_JETTY("boot3-jetty-example", "clinic3-jetty.jar");

    private final Path jar;

    Clinic(String module, String name) {
        this.jar = Path.of("..", "adapters", module, "target", name).toAbsolutePath().normalize();
    }

    Path jar() {
        return jar;
    }
}
