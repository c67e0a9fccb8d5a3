package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client sees of an exception, with {@code --catch-exceptions} and without. */
class CatchExceptionsTest {

    private static final String WARNING = "--catch-exceptions shows clients the traces";
    private static final String BROWSER = "Accept: text/html,application/xml;q=0.9,*/*;q=0.8\r\n";
    private static final String SECRET = "Authorization: Bearer swordfish\r\n";
    private static final int MOST = 66_000;

    @TempDir private Path folder;

    @Test
    void withoutTheOptionNotAWordOfTheExceptionReachesTheClient() throws Exception {
        try (Serval serval = throwing()) {
            for (String accept : List.of("", BROWSER)) {
                assertThat(asked(serval, "GET", "/", accept))
                        .startsWith("HTTP/1.1 500 ")
                        .containsPattern(
                                "\r\n\r\n500 Internal Server Error\nrequest [0-9a-f-]+\n\\z")
                        .doesNotContain("Exception", "shelf", "disk", "Throwing", "\tat ");
            }
            serval.process().awaitLine("IllegalStateException: no <script>");
            assertThat(serval.process().lines()).noneMatch(line -> line.contains(WARNING));
        }
    }

    @Test
    void aClientIsShownTheTraceAndNothingOfItsOwnFields() throws Exception {
        try (Serval serval = throwing("--catch-exceptions")) {
            serval.process().awaitLine(WARNING);
            assertThat(asked(serval, "GET", "/", SECRET))
                    .startsWith("HTTP/1.1 500 ")
                    .contains("Content-Type: text/plain; charset=utf-8\r\n")
                    .contains("Cache-Control: no-store\r\n")
                    .contains("X-Content-Type-Options: nosniff\r\n")
                    .contains("\r\n\r\n500 Internal Server Error\nrequest ")
                    .contains("java.lang.IllegalStateException: no <script>shelf</script>")
                    .contains("dev.serval.systemtests.apps.Throwing.handle(")
                    .contains("Caused by: java.io.IOException: the disk has gone")
                    .doesNotContain("swordfish");
            assertThat(asked(serval, "HEAD", "/", ""))
                    .startsWith("HTTP/1.1 500 ")
                    .endsWith("\r\n\r\n")
                    .doesNotContain("IllegalStateException");
            assertThat(asked(serval, "GET", "/long", ""))
                    .contains("IllegalStateException: xxx")
                    .endsWith("cut here; the log has all of it\n")
                    .hasSizeLessThan(MOST);
        }
    }

    @Test
    void aBrowserIsShownAPageInWhichAMessageIsNoMarkup() throws Exception {
        try (Serval serval = throwing("--catch-exceptions")) {
            assertThat(asked(serval, "GET", "/", BROWSER + SECRET))
                    .startsWith("HTTP/1.1 500 ")
                    .contains("Content-Type: text/html; charset=utf-8\r\n")
                    .contains("Cache-Control: no-store\r\n")
                    .contains("X-Content-Type-Options: nosniff\r\n")
                    .contains("no &lt;script&gt;shelf&lt;/script&gt; &amp; &quot;no&quot; room")
                    .contains("Throwing.handle(")
                    .doesNotContain("<script", "swordfish");
        }
    }

    @Test
    void anAnswerThatHasBegunBreaksOffAsEver() throws Exception {
        try (Serval serval = throwing("--catch-exceptions")) {
            String answer = late(serval);

            serval.process().awaitLine("IllegalStateException: too late");
            assertThat(answer)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("a part\n")
                    .doesNotContain("too late", "Exception", "\r\n0\r\n");
        }
    }

    /** All that came; the application throws once its first part is here. */
    private static String late(Serval serval) throws Exception {
        StringBuilder came = new StringBuilder();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), serval.port("http"))) {
            socket.setSoTimeout((int) Started.PATIENCE.toMillis());
            socket.getOutputStream()
                    .write("GET /late HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            for (String more = next(socket); !more.isEmpty(); more = next(socket)) {
                came.append(more);
                if (came.toString().endsWith("a part\n")) {
                    serval.get("/release");
                }
            }
        }
        return came.toString();
    }

    /** Empty at the end, which may be a reset. */
    private static String next(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readNBytes(1), US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }

    @Test
    void theOperatorsErrorPageDoesNotHideTheTrace() throws Exception {
        Path page = Files.writeString(folder.resolve("500.html"), "<h1>sorry</h1>");
        try (Serval serval = throwing("--catch-exceptions", "--error-page-500", page.toString())) {
            assertThat(asked(serval, "GET", "/", BROWSER))
                    .startsWith("HTTP/1.1 500 ")
                    .contains("java.lang.IllegalStateException")
                    .doesNotContain("sorry");
        }
    }

    private static Serval throwing(String... more) throws IOException {
        List<String> options = new ArrayList<>(Serval.testApp("Throwing"));
        options.addAll(List.of("--http", "127.0.0.1:0"));
        options.addAll(List.of(more));
        return Serval.run(Serval.emptyFolder(), Map.of(), options.toArray(String[]::new))
                .awaitServing();
    }

    private static String asked(Serval serval, String method, String path, String fields) {
        return Load.exchange(
                serval.port("http"),
                "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                        .formatted(method, path, fields));
    }
}
