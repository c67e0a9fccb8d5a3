package dev.serval.worker.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.Body;
import dev.serval.app.Headers;
import dev.serval.app.Response;
import dev.serval.http.HttpDate;
import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * The head of an answer as bytes, and how its body ends. Pure.
 *
 * <p>An answer on a connection that is kept must show its own end (length or chunks). To a stock
 * uwsgi peer the end of the connection is the end of the body: nginx and uWSGI's router expect no
 * chunks from a uwsgi backend.
 *
 * @param length the body's length in bytes; -1 if not known
 * @param chunked whether the body goes in chunks
 * @param bodiless whether no body is sent, whatever the application gave
 */
public record AnswerHead(long length, boolean chunked, boolean bodiless) {

    private static final String HTTP_1_1 = "HTTP/1.1";
    private static final String HTTP_2 = "HTTP/2";
    private static final String KEEP_ALIVE = "Connection: keep-alive\r\n";
    private static final String REQUEST_ID = "x-request-id";
    private static final String CLOSE = "Connection: close\r\n";

    /**
     * Decided by the server, never by the application (RFC 9110 section 7.6.1, RFC 9112 section 6).
     */
    private static final Set<String> OURS =
            Set.of(
                    "connection",
                    "content-length",
                    "keep-alive",
                    "proxy-connection",
                    "serval-file",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    /**
     * How the connection goes on after the answer.
     *
     * @param keep whether the peer may send another request
     * @param chunks whether the peer understands chunks
     * @param files whether the peer opens files that it is told the names of
     * @param speech what the peer speaks
     * @param requestId by which the request is found again; empty for none
     */
    public record Terms(
            boolean keep, boolean chunks, boolean files, Speech speech, CharSequence requestId) {}

    static AnswerHead of(Response response, String method, long bodyLength, Terms terms) {
        int status = response.status();
        boolean never = status == 204 || status == 304;
        long length = bodyLength >= 0 ? bodyLength : declared(response.headers());
        boolean head = method.equals("HEAD");
        return new AnswerHead(
                never ? -1 : length,
                !never && length < 0 && !head && terms.chunks(),
                never || head);
    }

    /** Without a body: the peer is told the name of the file that has it. */
    static AnswerHead named() {
        return new AnswerHead(0, false, true);
    }

    /** Whether the end of the connection is the only sign of the body's end. */
    public boolean endsByClosing() {
        return length < 0 && !chunked && !bodiless;
    }

    /** Writes status line, fields and the empty line, and the name of the file that is the body. */
    void writeNaming(Path file, ByteBuf out, Response response, String protocol, Terms terms) {
        writeFields(out, response, protocol, terms);
        field(out, Wire.FILE, escaped(file.toAbsolutePath().toString()));
        end(out, protocol, terms);
    }

    /** Writes status line, fields and the empty line. */
    void write(ByteBuf out, Response response, String protocol, Terms terms) {
        writeFields(out, response, protocol, terms);
        end(out, protocol, terms);
    }

    private void end(ByteBuf out, String protocol, Terms terms) {
        ascii(out, connection(protocol, terms));
        ascii(out, "\r\n");
    }

    private static String escaped(String path) {
        return URLEncoder.encode(path, UTF_8).replace("+", "%20");
    }

    private void writeFields(ByteBuf out, Response response, String protocol, Terms terms) {
        boolean http = terms.speech() == Speech.HTTP;
        // Who understands chunks is no peer of the old version, whatever its client is.
        boolean current =
                terms.chunks() || protocol.equals(HTTP_1_1) || protocol.startsWith(HTTP_2);
        ascii(out, !http && !current ? "HTTP/1.0 " : "HTTP/1.1 ");
        HttpResponseStatus status = HttpResponseStatus.valueOf(response.status());
        ascii(out, status.codeAsText());
        out.writeByte(' ');
        ascii(out, status.reasonPhrase());
        ascii(out, "\r\n");
        boolean named = http && !terms.requestId().isEmpty();
        response.headers()
                .forEach((name, value) -> {
                    if (!isOurs(name) && !(named && name.equalsIgnoreCase(REQUEST_ID))) {
                        field(out, name, value);
                    }
                });
        if (length >= 0) {
            field(out, "Content-Length", Long.toString(length));
        }
        if (chunked) {
            ascii(out, "Transfer-Encoding: chunked\r\n");
        }
        if (http) {
            clientFields(out, response, terms.requestId());
        }
    }

    /** A gateway adds these itself. */
    private static void clientFields(ByteBuf out, Response response, CharSequence requestId) {
        if (!response.headers().has("date")) {
            field(out, "Date", HttpDate.now().toString());
        }
        if (!response.headers().has("server")) {
            field(out, "Server", "serval");
        }
        if (!requestId.isEmpty()) {
            field(out, "X-Request-Id", requestId.toString());
        }
    }

    /** Persistence is the default of HTTP/1.1 only (RFC 9112 section 9.3). */
    private String connection(String protocol, Terms terms) {
        boolean keep = terms.keep() && !endsByClosing();
        return switch (terms.speech()) {
            case UWSGI -> keep ? KEEP_ALIVE : "";
            case HTTP -> keep ? protocol.equals(HTTP_1_1) ? "" : KEEP_ALIVE : CLOSE;
        };
    }

    /** The length of the body where its kind tells it; -1 otherwise. Files are asked elsewhere. */
    static long knownLength(Body body) {
        return switch (body) {
            case Body.None() -> 0;
            case Body.Bytes(byte[] content) -> content.length;
            case Body.Input(_, long length) -> length;
            case Body.File _, Body.Late _, Body.Socket _, Body.Streaming _ -> -1;
        };
    }

    private static long declared(Headers headers) {
        return headers.first("content-length")
                .filter(v ->
                        !v.isEmpty() && v.length() < 19 && v.chars().allMatch(Character::isDigit))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    private static boolean isOurs(String name) {
        return OURS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static void field(ByteBuf out, String name, String value) {
        ascii(out, name);
        out.writeByte(':').writeByte(' ');
        latin1(out, value);
        out.writeByte('\r').writeByte('\n');
    }

    private static void ascii(ByteBuf out, CharSequence text) {
        ByteBufUtil.writeAscii(out, text);
    }

    private static void latin1(ByteBuf out, String text) {
        int length = text.length();
        out.ensureWritable(length);
        int at = out.writerIndex();
        for (int i = 0; i < length; i++) {
            out.setByte(at + i, text.charAt(i));
        }
        out.writerIndex(at + length);
    }
}
