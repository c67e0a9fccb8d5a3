package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Certificates from Pebble, Let's Encrypt's authority for tests, which looks at our plain port. */
class AcmeTest {

    private static final String GET =
            "GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n";

    private final Path folder = Serval.emptyFolder();
    private final OpenSsl openssl = new OpenSsl(folder);

    AcmeTest() throws IOException, InterruptedException {
        openssl.selfSigned("pebble", "localhost");
    }

    @Test
    void aCertificateIsGotShownAndKept() throws Exception {
        try (ReservedPort http = new ReservedPort();
                ReservedPort directory = new ReservedPort();
                ReservedPort dns = new ReservedPort();
                ReservedPort management = new ReservedPort();
                Started names = names(dns, management);
                Started pebble = pebble(directory, http, dns)) {
            names.awaitLine("Starting");
            pebble.awaitLine("ACME directory available");
            try (Serval serval = serving(http.number(), directory.number())) {
                serval.process().awaitLine("acme: a certificate for shop.test, valid until 2");
                serval.process().awaitLine("certificates read again");

                assertThat(openssl.client(serval.port("https"), GET, "-servername shop.test"))
                        .contains("issuer=CN = Pebble Intermediate CA")
                        .contains("\"scheme\": \"https\"");
                assertThat(Load.exchange(http.number(), challenge()))
                        .startsWith("HTTP/1.1 404 ")
                        .doesNotContain("\"echo\"");
            }
            assertThat(mode("acme")).isEqualTo("rwx------");
            assertThat(mode("acme/account.key")).isEqualTo("rw-------");
            assertThat(mode("acme/live/key.pem")).isEqualTo("rw-------");
            try (Serval serval = serving(http.number(), 1)) {
                assertThat(openssl.client(serval.port("https"), GET, ""))
                        .contains("issuer=CN = Pebble Intermediate CA");
                assertThat(serval.process().lines()).noneMatch(line -> line.contains("acme:"));
            }
        }
    }

    @Test
    void anAuthorityThatIsNotThereCostsALineAndNotTheServer() throws Exception {
        try (ReservedPort directory = new ReservedPort();
                Serval serval = serving(0, directory.number())) {
            serval.process().awaitLine("acme: no certificate for shop.test from .*: Connect");

            assertThat(openssl.client(serval.port("https"), GET, "")).contains("HTTP/1.1 200");
        }
    }

    @Test
    void theTermsMustBeAgreedTo() throws Exception {
        List<String> options = new ArrayList<>(options(0, 1));
        options.remove("--acme-agree");
        try (Serval serval = Serval.run(folder, Map.of(), options.toArray(String[]::new))) {
            assertThat(serval.process().awaitExit()).isEqualTo(2);
            assertThat(serval.process().lines()).anyMatch(line -> line.contains("--acme-agree"));
        }
    }

    private Started names(ReservedPort dns, ReservedPort management) throws IOException {
        List<String> command =
                List.of(
                        "pebble-challtestsrv",
                        "-defaultIPv6",
                        "",
                        "-dns01",
                        "127.0.0.1:" + dns.number(),
                        "-http01",
                        "",
                        "-https01",
                        "",
                        "-tlsalpn01",
                        "",
                        "-management",
                        "127.0.0.1:" + management.number());
        return Started.command(folder, Map.of(), command);
    }

    private Started pebble(ReservedPort directory, ReservedPort http, ReservedPort dns)
            throws IOException {
        String config =
                """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "",
                 "certificate": "pebble.pem", "privateKey": "pebble.key",
                 "httpPort": %d, "tlsPort": 1, "ocspResponderURL": "",
                 "externalAccountBindingRequired": false}}
                """
                        .formatted(directory.number(), http.number());
        Files.writeString(folder.resolve("pebble.json"), config);
        return Started.command(
                folder,
                Map.of("PEBBLE_VA_NOSLEEP", "1"),
                List.of(
                        "pebble",
                        "-config",
                        "pebble.json",
                        "-dnsserver",
                        "127.0.0.1:" + dns.number()));
    }

    private Serval serving(int http, int directory) throws IOException {
        return Serval.run(folder, Map.of(), options(http, directory).toArray(String[]::new))
                .awaitServing();
    }

    private static List<String> options(int http, int directory) {
        return List.of(
                "--http",
                "127.0.0.1:" + http,
                "--https-acme",
                "127.0.0.1:0",
                "--acme",
                "shop.test",
                "--acme-agree",
                "--acme-directory",
                "https://localhost:%d/dir".formatted(directory),
                "--acme-ca",
                "pebble.pem",
                "--module",
                "echo.Echo");
    }

    private static String challenge() {
        return GET.replace(" / ", " /.well-known/acme-challenge/none ");
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve(file).toRealPath()));
    }
}
