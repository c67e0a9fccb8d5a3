package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files of certificates that change while clients are served. */
class CertificateChangeTest {

    private static final int CHANGES = 4;
    private static final String READ = "https, port \\d+: certificates read again";
    private static final String NOT_USED = "the new certificates are not used: ";
    private static final String GET =
            "GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n";

    private final Path folder = Serval.emptyFolder();
    private final OpenSsl openssl = new OpenSsl(folder);

    CertificateChangeTest() throws IOException, InterruptedException {
        openssl.selfSigned("one", "one.test");
        openssl.selfSigned("two", "two.test");
        Files.createSymbolicLink(folder.resolve("live"), copies("0", "one"));
    }

    /** A folder in the place of another, as certificate tools do it. */
    @Test
    void newConnectionsAreShownTheNewCertificateAndNoRequestFails() throws Exception {
        try (Serval serval = serving();
                TlsLoad load = new TlsLoad(serval.port("https"))) {
            load.awaitMore(1);
            for (int i = 1; i <= CHANGES; i++) {
                String name = i % 2 == 0 ? "one" : "two";
                turn(copies(Integer.toString(i), name));
                serval.process().awaitLine(READ, i);

                assertThat(shown(serval)).contains("CN = " + name + ".test");
                load.awaitMore(3);
            }
            load.end();
            assertThat(load.failures()).isEmpty();
            assertThat(load.keptConnections()).hasSize(2);
        }
    }

    /** One file after the other, with a long time in between. */
    @Test
    void aKeyThatDoesNotFitYetLeavesTheOldCertificateInUse() throws Exception {
        try (Serval serval = serving();
                TlsLoad load = new TlsLoad(serval.port("https"))) {
            replace("two.key", "c.key");
            serval.process().awaitLine(NOT_USED + ".*c.key is not the private key");
            assertThat(shown(serval)).contains("CN = one.test");
            load.awaitMore(3);

            replace("two.pem", "c.pem");
            serval.process().awaitLine(READ);
            assertThat(shown(serval)).contains("CN = two.test");
            load.awaitMore(3);
            load.end();
            assertThat(load.failures()).isEmpty();
            assertThat(load.keptConnections()).hasSize(2);
            List<String> lines = serval.process().lines();
            assertThat(lines).filteredOn(line -> line.contains(NOT_USED)).hasSize(1);
        }
    }

    private Serval serving() throws IOException {
        return Serval.run(
                        folder,
                        Map.of(),
                        "--https",
                        "127.0.0.1:0,live/c.pem,live/c.key",
                        "--module",
                        "echo.Echo")
                .awaitServing();
    }

    private String shown(Serval serval) throws IOException, InterruptedException {
        return openssl.client(serval.port("https"), GET, "");
    }

    /** A folder with this certificate and its key. */
    private Path copies(String into, String name) throws IOException {
        Path made = Files.createDirectory(folder.resolve(into));
        Files.copy(folder.resolve(name + ".pem"), made.resolve("c.pem"));
        Files.copy(folder.resolve(name + ".key"), made.resolve("c.key"));
        return made;
    }

    private void turn(Path to) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("next"), to);
        Files.move(link, folder.resolve("live"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void replace(String from, String name) throws IOException {
        Path copy = Files.copy(folder.resolve(from), folder.resolve("copy"));
        Files.move(
                copy,
                folder.resolve("live").resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
