package dev.serval.adapter.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootJarTest {

    @TempDir Path folder;

    private Path jar(Map<String, String> entries) throws IOException {
        Path jar = folder.resolve("shop.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(UTF_8));
            }
        }
        return jar;
    }

    @Test
    void librariesComeInTheOrderOfTheIndexAndClassesFirst() throws Exception {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nStart-Class: shop.Shop\nImplementation-Version: 7\nClass-Path: x.jar\n\n");
        entries.put("org/springframework/boot/loader/Launcher.class", "loader");
        entries.put("BOOT-INF/classes/", "");
        entries.put("BOOT-INF/classes/shop/texts.properties", "hello = hi");
        entries.put(
                "BOOT-INF/classpath.idx", "- \"BOOT-INF/lib/b.jar\"\n- \"BOOT-INF/lib/a.jar\"\n");
        entries.put("BOOT-INF/lib/", "");
        entries.put("BOOT-INF/lib/a.jar", "a");
        entries.put("BOOT-INF/lib/b.jar", "b");
        entries.put("BOOT-INF/lib/late.jar", "late");
        Path target = Files.createDirectory(folder.resolve("unpacked"));

        BootJar unpacked = BootJar.unpack(jar(entries), target);

        assertThat(unpacked.startClass()).isEqualTo("shop.Shop");
        assertThat(unpacked.entries())
                .extracting(each -> target.relativize(each).toString())
                .containsExactly("shop.jar", "lib/b.jar", "lib/a.jar", "lib/late.jar");
        assertThat(Files.readString(target.resolve("lib/b.jar"))).isEqualTo("b");
        try (JarFile classes = new JarFile(target.resolve("shop.jar").toFile())) {
            assertThat(classes.stream().map(ZipEntry::getName))
                    .containsExactly("META-INF/MANIFEST.MF", "shop/texts.properties");
            assertThat(classes.getManifest().getMainAttributes())
                    .extractingByKey(new java.util.jar.Attributes.Name("Implementation-Version"))
                    .isEqualTo("7");
            assertThat(classes.getManifest().getMainAttributes().getValue("Class-Path")).isNull();
        }
    }
}
