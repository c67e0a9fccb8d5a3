package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages of the examples in Chromium. */
class BrowserTest {

    /** What the page itself knows of how it and its picture came. */
    private static final String HOW_IT_CAME =
            """
            document.readyState != 'complete' || !document.images.length ? '' :
                ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type))
                    .map(each => each.nextHopProtocol + ' ' + new URL(each.name).pathname)
                    .concat(document.images[0].naturalWidth > 0 ? 'drawn' : 'not drawn').join(', ')
            """;

    @Test
    void catsArriveOverHttp2() throws Exception {
        Path folder = Serval.emptyFolder();
        new OpenSsl(folder).selfSigned("one", "localhost");
        try (Serval serval =
                        Serval.run(
                                        folder,
                                        Map.of(),
                                        "--https",
                                        "127.0.0.1:0,one.pem,one.key",
                                        "--module",
                                        "catserve.CatServe")
                                .awaitServing();
                Started browser =
                        browser(folder, "https://localhost:" + serval.port("https") + "/")) {
            assertThat(new DevTools(browser).awaitValue(HOW_IT_CAME))
                    .matches("h2 /, h2 /cat/[a-z-]+\\.svg(, h2 /favicon.ico)?, drawn");
        }
    }

    /** What is said there is heard in the room. */
    @Test
    void aPageTalksOverHttpAndOverHttp2() throws Exception {
        Path folder = Serval.emptyFolder();
        new OpenSsl(folder).selfSigned("one", "localhost");
        try (Serval serval =
                        Serval.run(
                                        folder,
                                        Map.of(),
                                        "--http",
                                        "127.0.0.1:0",
                                        "--https",
                                        "127.0.0.1:0,one.pem,one.key",
                                        "--module",
                                        "chat.Chat")
                                .awaitServing();
                SocketClient ear = SocketClient.open("http", serval, "/room")) {
            try (Started plain = browser(folder, serval.uri("/?say=plain").toString())) {
                assertThat(plain.handle().isAlive()).isTrue();
                assertThat(ear.next()).isEqualTo("text plain");
            }
            String secure = "https://localhost:" + serval.port("https") + "/?say=secure";
            try (Started encrypted = browser(folder, secure)) {
                assertThat(encrypted.handle().isAlive()).isTrue();
                assertThat(ear.next()).isEqualTo("text secure");
            }
        }
    }

    /** A form, a session, a page that is a JSP, and a WebSocket, all of one WAR. */
    @Test
    void aGuestWritesIntoTheGuestBook() throws Exception {
        Path folder = Serval.emptyFolder();
        try (Serval serval = Serval.serving("--war", "/book=" + WarTest.GUEST_BOOK);
                Started page = browser(folder, serval.uri("/book/").toString())) {
            DevTools tools = new DevTools(page);
            assertThat(tools.awaitValue("document.getElementById('heard').textContent"))
                    .isEqualTo("you said hello");
            tools.awaitValue(
                    """
                    document.querySelector('input').value = 'a <b>cat</b>',
                    document.querySelector('button').click(), 'sent'
                    """);
            assertThat(tools.awaitValue("document.querySelector('li')?.textContent ?? ''"))
                    .isEqualTo("a <b>cat</b>");
            assertThat(tools.awaitValue("document.getElementById('visits').textContent"))
                    .isEqualTo("2");
        }
    }

    /** It takes QUIC only from those it has been told of by their key. */
    @Test
    void itSpeaksHttp3() throws Exception {
        Path folder = Serval.emptyFolder();
        OpenSsl openssl = new OpenSsl(folder);
        openssl.selfSigned("one", "localhost");
        openssl.said("", "pkey -in one.key -pubout -outform der -out one.der");
        byte[] key = Files.readAllBytes(folder.resolve("one.der"));
        byte[] pin = MessageDigest.getInstance("SHA-256").digest(key);
        try (Serval serval =
                Serval.run(
                                folder,
                                Map.of(),
                                "--https",
                                "127.0.0.1:0,one.pem,one.key",
                                "--http3",
                                "--module",
                                "echo.Echo")
                        .awaitServing()) {
            String host = "localhost:" + serval.port("https");
            try (Started asking =
                    browser(
                            folder,
                            "--dump-dom",
                            "--origin-to-force-quic-on=" + host,
                            "--ignore-certificate-errors-spki-list="
                                    + Base64.getEncoder().encodeToString(pin),
                            "https://" + host + "/")) {
                asking.awaitLine("\"proto\": \"HTTP/3.0\"");
            }
        }
    }

    @Test
    void theDashboardShowsTheWorkers() throws Exception {
        Path folder = Serval.emptyFolder();
        try (Serval serval =
                Serval.serving(
                        "--module",
                        "echo.Echo",
                        "-p",
                        "2",
                        "--stats",
                        "127.0.0.1:0",
                        "--stats-http")) {
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            Started.signal(serval.pid("router 1", 1), "KILL");
            serval.awaitReady("router 1", serval.pid("router 1", 2));
            String address = "http://127.0.0.1:" + serval.port("stats") + "/";
            try (Started page =
                    browser(folder, "--dump-dom", "--virtual-time-budget=5000", address)) {
                page.awaitLine("</time>DAMN ! router 1 \\(pid: \\d+\\) died, ");
                page.awaitLine("<td>" + serval.pid("worker 1", 1) + "</td><td class=\"idle\">idle");
                page.awaitLine("<td>" + serval.pid("worker 2", 1) + "</td><td class=\"idle\">idle");
            }
        }
    }

    /** Each look does the next step, and answers once the last has had its effect. */
    @Test
    void whoKnowsTheTokenWorksFromTheDashboard() throws Exception {
        Path folder = Serval.emptyFolder();
        Path token = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
        try (Serval serval =
                        Serval.serving(
                                "--module",
                                "echo.Echo",
                                "--stats",
                                "127.0.0.1:0",
                                "--stats-http",
                                "--stats-token-file",
                                token.toString());
                Load load = Load.on(serval.port("http"), "/sleep?ms=6000", 1);
                Started page = browser(folder, "http://127.0.0.1:" + serval.port("stats") + "/")) {
            DevTools tools = new DevTools(page);
            tools.awaitValue(
                    """
                    document.querySelector('#unlock:not([hidden])') == null ? '' :
                        (document.getElementById('token').value = '0123456789abcdef',
                        document.querySelector('#unlock button').click(), 'sent')
                    """);
            assertThat(tools.awaitValue("document.getElementById('slow').textContent"))
                    .matches("worker 1, [0-9.]+ s: GET /sleep");
            tools.awaitValue(
                    """
                    document.querySelector('td button') == null ? '' :
                        (document.querySelector('[data-command=reload]').click(),
                        document.querySelectorAll('td button')[1].click(), 'clicked')
                    """);
            serval.process().awaitLine("^reload: generation 2 serves");
            String said = "document.getElementById('%s').textContent.match('%s')?.[0] ?? ''";
            tools.awaitValue(said.formatted("said", "reload: generation 2 serves"));
            tools.awaitValue(said.formatted("dump-text", "Full thread dump"));
            assertThat(load.failures()).isEmpty();
        }
    }

    static Started browser(Path folder, String... words) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "chromium",
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--ignore-certificate-errors",
                                "--host-resolver-rules=MAP localhost 127.0.0.1",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--remote-debugging-port=0"));
        command.addAll(List.of(words));
        return Started.command(folder, Map.of(), command);
    }
}
