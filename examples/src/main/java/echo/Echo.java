package echo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Body;
import dev.serval.app.BodyWriter;
import dev.serval.app.Headers;
import dev.serval.app.Request;
import dev.serval.app.Response;
import dev.serval.app.WebSocket;
import dev.serval.app.WebSocket.Message;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers every request with what it was, as one line of JSON.
 *
 * <p>{@code /sleep?ms=N} waits first; {@code /bytes?n=N} answers N bytes; {@code /noread} leaves
 * the body unread; {@code /ws} echoes messages of a WebSocket. {@code ECHO_LOG} names a file that
 * gets the same line; {@code ECHO_PLAIN} answers with the body itself.
 */
public final class Echo implements App {

    private static final int KEPT_BODY_BYTES = 65536;
    private static final int MAX_SLEEP_MILLIS = 120_000;
    private static final int BLOCK_BYTES = 65536;

    private final AtomicLong count = new AtomicLong();
    private Map<String, String> settings = Map.of();

    @Override
    public void start(AppContext context) {
        settings = context.settings();
    }

    @Override
    public Response handle(Request request) throws IOException, InterruptedException {
        String path = request.path();
        if (path.equals("/sleep")) {
            Thread.sleep(Math.min(number(request, "ms"), MAX_SLEEP_MILLIS));
        }
        if (path.equals("/ws") && request.headers().has("sec-websocket-key")) {
            return Response.webSocket(Echo::converse);
        }
        if (path.equals("/bytes")) {
            return bytes(number(request, "n"));
        }
        Received received = path.equals("/noread") ? new Received(new byte[0], 0) : read(request);
        byte[] line = line(request, received).getBytes(US_ASCII);
        String log = settings.get("ECHO_LOG");
        if (log != null) {
            Files.write(Path.of(log), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return settings.containsKey("ECHO_PLAIN")
                ? Response.bytes("application/octet-stream", received.start)
                : Response.bytes("application/json", line);
    }

    private static void converse(WebSocket socket) throws IOException, InterruptedException {
        for (Message message; (message = socket.receive()) != null; ) {
            socket.send(message);
        }
    }

    private String line(Request request, Received received) {
        return new JsonLine()
                .put("echo", 1)
                .put("n", count.incrementAndGet())
                .put("pid", ProcessHandle.current().pid())
                .put("method", request.method())
                .put("target", request.target())
                .put("path", request.vars().getOrDefault("PATH_INFO", ""))
                .put("query", request.query().orElse(""))
                .put("proto", request.protocol())
                .put("scheme", request.scheme())
                .put("remote", request.peer().address())
                .put("headers", request.headers())
                .put("body_len", received.length)
                .putBase64("body_b64", received.start)
                .end();
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Received(byte[] start, long length) {}

    private static Received read(Request request) throws IOException {
        InputStream body = request.body();
        byte[] start = body.readNBytes(KEPT_BODY_BYTES);
        long length = start.length;
        byte[] block = new byte[BLOCK_BYTES];
        for (int n = body.read(block); n > 0; n = body.read(block)) {
            length += n;
        }
        String declared = request.vars().getOrDefault("CONTENT_LENGTH", "");
        if (!declared.isEmpty() && Long.parseLong(declared) != length) {
            throw new EOFException("the body ended early");
        }
        return new Received(start, length);
    }

    private static Response bytes(long n) {
        Body.Streaming body = out -> fill(out, n);
        return new Response(
                200,
                Headers.of(
                        "Content-Type",
                        "application/octet-stream",
                        "Content-Length",
                        Long.toString(n)),
                body);
    }

    private static void fill(BodyWriter out, long n) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        Arrays.fill(block, (byte) 'x');
        for (long left = n; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    private static long number(Request request, String name) {
        return request.parameter(name)
                .filter(v -> v.matches("\\d{1,10}"))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
