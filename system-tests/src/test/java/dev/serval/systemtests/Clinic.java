package dev.serval.systemtests;

import java.nio.file.Path;

/** Spring Boot programs of the same sources. */
final class Clinic {

    static final Path BOOT_4 = jar("boot-example", "clinic.jar");
    static final Path BOOT_3 = jar("boot3-example", "clinic3.jar");

    private Clinic() {}

    private static Path jar(String module, String name) {
        return Path.of("..", "adapters", module, "target", name).toAbsolutePath().normalize();
    }

    /** By its version. */
    static Path of(int version) {
        return version == 3 ? BOOT_3 : BOOT_4;
    }
}
