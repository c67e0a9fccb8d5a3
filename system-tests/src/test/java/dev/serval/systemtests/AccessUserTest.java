package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessUserTest {

    private static final String HASH =
            ":$2y$04$BLYiZ42Cbu.z8ZvSsak54.9dZ55DLGXRxVLT4kDwVsmZjPI/UPQHK\n";

    private final Path folder = Serval.emptyFolder();

    AccessUserTest() throws IOException {}

    @Test
    void onlyWhoHasProvedItIsNamed() throws Exception {
        Files.writeString(folder.resolve("users"), "anna" + HASH + "j\u00f6\"rg" + HASH);
        Files.writeString(
                folder.resolve("serval.conf"),
                """
                serval {
                  http = "127.0.0.1:0"
                  module = echo.Echo
                  access-log = "%(status) %(user)"
                  req-logger = "file:access.log"
                  routes = [{ path = "/admin", auth { realm = "the admin", users = users } }]
                }
                """);
        try (Serval serval = Serval.run(folder, Map.of()).awaitServing()) {
            ask(serval, "/", basic("anna:open sesame"));
            ask(serval, "/admin", "");
            ask(serval, "/admin", basic("anna:wrong"));
            ask(serval, "/admin", basic("anna:open sesame"));
            ask(serval, "/admin", basic("anna:open sesame"));
            ask(serval, "/admin", basic("j\u00f6\"rg:open sesame"));

            assertThat(lines(serval))
                    .containsExactly(
                            "200 -",
                            "401 -",
                            "401 -",
                            "200 anna",
                            "200 anna",
                            "200 j\\xc3\\xb6\\x22rg");
        }
    }

    @Test
    void aUwsgiPeersWordOnItCounts() throws Exception {
        try (Serval serval =
                Serval.run(
                                folder,
                                Map.of(),
                                "--socket",
                                "127.0.0.1:0",
                                "--module",
                                "echo.Echo",
                                "--access-log=common",
                                "--req-logger",
                                "file:access.log")
                        .awaitServing()) {
            int port = serval.port("uwsgi");
            Packet.exchange(port, Packet.get("/", "REMOTE_USER", "an\"na"));
            Packet.exchange(port, Packet.get("/", "REMOTE_USER", ""));

            assertThat(lines(serval))
                    .extracting(line -> line.split(" ", -1)[2])
                    .containsExactly("an\\x22na", "-");
        }
    }

    private static void ask(Serval serval, String path, String fields) {
        Load.exchange(
                serval.port("http"),
                "GET " + path + " HTTP/1.1\r\nHost: h\r\n" + fields + "Connection: close\r\n\r\n");
    }

    private static String basic(String credentials) {
        String word = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        return "Authorization: Basic " + word + "\r\n";
    }

    /** All of them, once the server has ended. */
    private List<String> lines(Serval serval) throws IOException, InterruptedException {
        serval.process().signal("TERM");
        serval.process().awaitExit();
        return Files.readAllLines(folder.resolve("access.log"));
    }
}
