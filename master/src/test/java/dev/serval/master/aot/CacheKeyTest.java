package dev.serval.master.aot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheKeyTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xms32m");

    @TempDir private Path lib;

    @BeforeEach
    void oneJar() throws IOException {
        Files.writeString(lib.resolve("netty.jar"), "1");
        Files.setLastModifiedTime(lib.resolve("netty.jar"), FileTime.fromMillis(1000));
    }

    @Test
    void theSameOptionsHaveTheSameName() throws IOException {
        assertThat(name(OPTIONS)).isEqualTo(name(OPTIONS)).matches("serval-[0-9a-f]{16}");
    }

    @Test
    void anotherOptionMakesAnotherName() throws IOException {
        assertThat(name(List.of("-XX:+UseSerialGC", "-Xss2m"))).isNotEqualTo(name(OPTIONS));
        assertThat(name(List.of("-XX:+UseSerialGC-Xms32m"))).isNotEqualTo(name(OPTIONS));
    }

    @Test
    void anotherSizeOfTheHeapDoesNot() throws IOException {
        List<String> sized = new ArrayList<>(OPTIONS);
        sized.addAll(List.of("-Xmx256m", "-XX:MaxRAMPercentage=12.50"));

        assertThat(name(sized)).isEqualTo(name(OPTIONS));
    }

    @Test
    void aHeapThatMayBeTooLargeForShortReferencesDoes() throws IOException {
        assertThat(name(List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmx40g")))
                .isNotEqualTo(name(OPTIONS));
    }

    @Test
    void aJarOfAnotherSizeMakesAnotherName() throws IOException {
        String before = name(OPTIONS);
        Files.writeString(lib.resolve("netty.jar"), "22");
        Files.setLastModifiedTime(lib.resolve("netty.jar"), FileTime.fromMillis(1000));

        assertThat(name(OPTIONS)).isNotEqualTo(before);
    }

    @Test
    void aJarOfAnotherTimeMakesAnotherName() throws IOException {
        String before = name(OPTIONS);
        Files.setLastModifiedTime(lib.resolve("netty.jar"), FileTime.fromMillis(1001));

        assertThat(name(OPTIONS)).isNotEqualTo(before);
    }

    @Test
    void oneJarMoreMakesAnotherName() throws IOException {
        String before = name(OPTIONS);
        Files.writeString(lib.resolve("other.jar"), "1");

        assertThat(name(OPTIONS)).isNotEqualTo(before);
    }

    @Test
    void optionsInTheEnvironmentMakeAnotherName() throws IOException {
        CacheKey other = new CacheKey(JAVA, lib, Map.of("JAVA_TOOL_OPTIONS", "-Xss2m"));

        assertThat(other.name(OPTIONS)).isNotEqualTo(name(OPTIONS));
    }

    @Test
    void anotherJdkMakesAnotherName() throws IOException {
        CacheKey other = new CacheKey(Path.of("/nowhere/bin/java"), lib, Map.of());

        assertThat(other.name(OPTIONS)).isNotEqualTo(name(OPTIONS));
    }

    private String name(List<String> options) throws IOException {
        return new CacheKey(JAVA, lib, Map.of()).name(options);
    }
}
