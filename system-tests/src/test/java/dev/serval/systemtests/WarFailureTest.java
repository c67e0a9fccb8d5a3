package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WAR files that cannot be run: what an operator is told. */
class WarFailureTest {

    private static final int CONFIG = 3;
    private static final int APP_FAILED = 5;

    private final Path folder = Serval.emptyFolder();

    WarFailureTest() throws IOException {}

    private Serval start(String war) throws IOException {
        return Serval.run(folder, Map.of(), "--http", "127.0.0.1:0", "--war", war);
    }

    /** A WAR with one entry. */
    private String war(String entry, byte[] content) throws IOException {
        Path war = folder.resolve("shop.war");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(war))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(content);
        }
        return "shop.war";
    }

    private String descriptor(String inside) throws IOException {
        String text =
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.1\">\n%s</web-app>"
                        .formatted(inside);
        return war("WEB-INF/web.xml", text.getBytes(UTF_8));
    }

    private void refuses(String war, int exitCode, String why) throws Exception {
        try (Serval serval = start(war)) {
            assertThat(serval.process().awaitExit()).isEqualTo(exitCode);
            assertThat(serval.process().lines())
                    .anyMatch(line -> line.contains(why))
                    .noneMatch(line -> line.contains("at org.eclipse.jetty"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "absent.war, war: there is no file absent.war",
        "text.war, 'war: text.war is not a WAR file: it is no zip archive'",
        "plain.war, war: plain.war is an archive without WEB-INF",
        "/shop/../x=plain.war, war: /shop/../x=plain.war: a path to serve it under is like /shop",
    })
    void whatIsNoWarIsSaidAtOnce(String war, String why) throws Exception {
        Files.writeString(folder.resolve("text.war"), "hello");
        war("index.html", new byte[0]);
        Files.move(folder.resolve("shop.war"), folder.resolve("plain.war"));
        refuses(war, CONFIG, why);
    }

    @Test
    void aWarOfTheOldNamespaceIsToldHowToMigrate() throws Exception {
        Path jolokia = Path.of("target/wars/jolokia-war.war").toAbsolutePath();
        refuses(jolokia.toString(), APP_FAILED, "is written for javax.servlet, and Serval runs");
    }

    @Test
    void aDescriptorThatDoesNotParseIsNamedWithItsLine() throws Exception {
        refuses(
                descriptor("<servlet>\n<servlet-name>x</oops>\n"),
                APP_FAILED,
                "is not XML as it must be, line 3: ");
    }

    @Test
    void aClassForANewerJavaIsNamed() throws Exception {
        byte[] type = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 99};
        refuses(
                war("WEB-INF/classes/shop/Front.class", type),
                APP_FAILED,
                "was compiled for Java 55 (WEB-INF/classes/shop/Front.class), and this is Java ");
    }

    @Test
    void aListenerThatThrowsEndsTheServerAndShowsTheCause() throws Exception {
        try (Serval serval =
                start(
                        descriptor(
                                "<listener><listener-class>java.lang.Thread</listener-class></listener>\n"))) {
            assertThat(serval.process().awaitExit()).isEqualTo(APP_FAILED);
            serval.process().awaitLine("shop\\.war does not start: ");
        }
    }
}
