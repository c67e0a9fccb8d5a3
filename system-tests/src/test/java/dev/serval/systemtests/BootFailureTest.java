package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spring Boot programs that cannot be run: what an operator is told. */
class BootFailureTest {

    private static final int CONFIG = 3;
    private static final int APP_FAILED = 5;
    private static final String STARTS = "Manifest-Version: 1.0\nStart-Class: shop.Shop\n\n";

    private final Path folder = Serval.emptyFolder();

    BootFailureTest() throws IOException {}

    private Serval start(String program) throws IOException {
        return Serval.run(folder, Map.of(), "--http", "127.0.0.1:0", "--boot", program);
    }

    private void jar(String name, String manifest, String... entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(name));
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            out.write(manifest.getBytes(UTF_8));
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe});
                out.write(new byte[] {0, 0, 0, 99});
            }
        }
    }

    private void refuses(String program, int exitCode, String... why) throws Exception {
        try (Serval serval = start(program)) {
            assertThat(serval.process().awaitExit()).isEqualTo(exitCode);
            for (String part : why) {
                assertThat(serval.process().lines()).anyMatch(line -> line.contains(part));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "absent.jar --x=y | boot: there is no file absent.jar",
                ". | boot: . is a folder; name the jar that spring-boot:repackage",
                "text.jar | boot: text.jar is not a jar: it is no zip archive",
                "plain.jar | boot: plain.jar is a jar without BOOT-INF",
                "headless.jar | boot: the manifest of headless.jar names no Start-Class",
                "undertow.jar | boot: undertow.jar brings Undertow as its web server",
                "flux.jar | boot: flux.jar brings Netty (WebFlux) as its web server",
                "batch.jar | boot: batch.jar brings no web server",
                "shop.war | boot: shop.war is a WAR; run it with --war shop.war",
            })
    void whatIsNoProgramIsSaidAtOnce(String program, String why) throws Exception {
        Files.writeString(folder.resolve("text.jar"), "hello");
        jar("plain.jar", STARTS, "shop/Shop.class");
        jar("headless.jar", "Manifest-Version: 1.0\n\n", "BOOT-INF/classes/shop/Shop.class");
        jar("undertow.jar", STARTS, "BOOT-INF/lib/undertow-core-2.3.0.jar");
        jar("flux.jar", STARTS, "BOOT-INF/lib/reactor-netty-http-1.3.0.jar");
        jar("batch.jar", STARTS, "BOOT-INF/lib/spring-core-7.0.0.jar");
        jar("shop.war", STARTS, "WEB-INF/", "WEB-INF/web.xml");
        refuses(program, CONFIG, why);
    }

    @Test
    void aClassForANewerJavaIsNamed() throws Exception {
        jar(
                "shop.jar",
                STARTS,
                "BOOT-INF/classes/shop/Shop.class",
                "BOOT-INF/lib/tomcat-embed-core-11.0.0.jar");
        refuses("shop.jar", APP_FAILED, "was compiled for Java 55 (shop.Shop), and this is Java ");
    }

    @Test
    void aStartClassThatIsNotThereIsNamed() throws Exception {
        jar("shop.jar", STARTS, "BOOT-INF/lib/tomcat-embed-core-11.0.0.jar");
        refuses("shop.jar", APP_FAILED, "there is no class shop.Shop");
    }

    @Test
    void springBootsAnalysisIsShownOnce() throws Exception {
        refuses(
                Clinic.BOOT_4.jar() + " --server.port=abc",
                APP_FAILED,
                "APPLICATION FAILED TO START",
                "Invalid value 'abc' for configuration property 'server.port'",
                "; what Spring Boot says of it is above");
    }

    @Test
    void aRunnerThatThrowsEndsTheServer() throws Exception {
        refuses(
                Clinic.BOOT_4.jar() + " --fail",
                APP_FAILED,
                "boot: the main of clinic.Clinic (clinic.jar) threw java.lang.IllegalStateException: the vet is ill");
    }

    @Test
    void aProgramThatEndsTheProcessIsSaid() throws Exception {
        refuses(
                Clinic.BOOT_4.jar() + " --exit",
                APP_FAILED,
                "boot: clinic.jar has ended this process (System.exit)");
    }

    @Test
    void aProgramWithoutAWebServerIsSaid() throws Exception {
        refuses(
                Clinic.BOOT_4.jar() + " --spring.main.web-application-type=none",
                APP_FAILED,
                "boot: clinic.jar has started and has no web server");
    }

    @Test
    void whoIsToRunWhatIsScheduledIsOneOfTwoWords() throws Exception {
        refuses(
                Clinic.BOOT_4.jar() + " --serval.scheduled=nobody",
                APP_FAILED,
                "serval.scheduled is nobody; it must be leader (@Scheduled methods run in one"
                        + " worker) or each");
    }

    @Test
    void anActuatorWithAPortOfItsOwnIsRefused() throws Exception {
        refuses(
                Clinic.BOOT_4.jar() + " --management.server.port=9090",
                APP_FAILED,
                "the actuator has no port of its own");
    }
}
