package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Applications that bring libraries which the server has in other versions. */
class ConflictTest {

    private static final int APP_FAILED = 5;
    private static final Path OTHERS = Path.of("target", "conflicts").toAbsolutePath();
    private static final String MET =
            "netty netty-buffer-4.1.118.Final.jar holds 7, epoll"
                    + " netty-transport-classes-epoll-4.1.118.Final.jar true, config config-1.4.1.jar"
                    + " says 8, jackson jackson-core-2.17.2.jar reads 4, log slf4j-api-";

    private final Path folder = Serval.emptyFolder();

    ConflictTest() throws IOException {}

    private static List<Path> others() throws IOException {
        try (Stream<Path> all = Files.list(OTHERS)) {
            return all.toList();
        }
    }

    private static boolean isLog(Path jar) {
        return jar.getFileName().toString().matches("(logback|slf4j)-.*");
    }

    private static void assertClean(Serval serval) {
        serval.process().awaitLine("counting libraries");
        assertThat(serval.process().lines())
                .noneMatch(line ->
                        line.contains("SLF4J")
                                || line.contains("LinkageError")
                                || line.contains("NoSuchMethodError")
                                || line.contains("ClassCastException"));
    }

    /** An older servlet interface is among them. */
    @Test
    void aWarMeetsItsOwnLibrariesOnly() throws Exception {
        Map<String, byte[]> entries =
                new HashMap<>(Archive.jars("WEB-INF/lib/", others().stream()));
        Archive.compiled(others(), "/conflict/shop/Versions.java", "/conflict/shop/Front.java")
                .forEach((name, type) -> entries.put("WEB-INF/classes/" + name, type));
        try (var text = ConflictTest.class.getResourceAsStream("/conflict/logback.xml")) {
            entries.put("WEB-INF/classes/logback.xml", Objects.requireNonNull(text).readAllBytes());
        }
        Path war = Archive.of(folder.resolve("shop.war"), entries);
        try (Serval serval = Serval.serving("--war", war.toString())) {
            assertThat(serval.get("/versions").body())
                    .startsWith(MET + "2.0.7.jar to ch.qos.logback.classic.LoggerContext");
            serval.process().awaitLine("SHOP shop counting libraries$");
            assertClean(serval);
        }
    }

    @Test
    void aSpringBootProgramMeetsItsOwnLibrariesOnly() throws Exception {
        List<Path> libraries = Archive.unpacked(Clinic.BOOT_4.jar(), folder);
        List<Path> more = others().stream().filter(each -> !isLog(each)).toList();
        List<Path> classPath = new ArrayList<>(libraries);
        classPath.addAll(more);
        Map<String, byte[]> entries =
                new HashMap<>(
                        Archive.jars(
                                "BOOT-INF/lib/",
                                more.stream()
                                        .filter(each -> !each.toString().contains("servlet"))));
        Archive.compiled(classPath, "/conflict/shop/Versions.java", "/conflict/shop/Desk.java")
                .forEach((name, type) -> entries.put("BOOT-INF/classes/" + name, type));
        Path jar = Archive.more(Clinic.BOOT_4.jar(), folder.resolve("shop.jar"), entries);
        try (Serval serval = Serval.serving("--boot", jar.toString())) {
            assertThat(serval.get("/versions").body())
                    .startsWith(MET)
                    .endsWith(" to ch.qos.logback.classic.LoggerContext");
            assertClean(serval);
        }
    }

    @Test
    void aSecondWebServerThatIsTakenIsNamed() throws Exception {
        List<Path> libraries = Archive.unpacked(Clinic.BOOT_4.jar(), folder);
        Map<String, byte[]> entries = new HashMap<>();
        Archive.compiled(libraries, "/conflict/shop/Rival.java")
                .forEach((name, type) -> entries.put("BOOT-INF/classes/" + name, type));
        Path jar = Archive.more(Clinic.BOOT_4.jar(), folder.resolve("shop.jar"), entries);
        try (Serval serval =
                Serval.run(folder, Map.of(), "--http", "127.0.0.1:0", "--boot", jar.toString())) {
            assertThat(serval.process().awaitExit()).isEqualTo(APP_FAILED);
            serval.process()
                    .awaitLine(
                            "and --boot serves Tomcat and Jetty; where there are two, leave the other"
                                    + " one's starter out, or let it listen on a port");
        }
    }
}
