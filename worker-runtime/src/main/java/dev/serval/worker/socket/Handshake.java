package dev.serval.worker.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.app.Body;
import dev.serval.app.Headers;
import dev.serval.app.Response;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a request becomes a WebSocket (RFC 6455 section 4.2). Pure. */
public sealed interface Handshake {

    /** The protocol's own number, so that an answer cannot be one to anything else. */
    String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    String VERSION = "13";
    int KEY_BYTES = 16;
    int COMPRESSION_LEVEL = 6;
    int WINDOW_BITS = 15;

    /**
     * It does.
     *
     * @param talk the application's side
     * @param label method and path, for the log
     * @param subprotocol agreed on; empty for none
     * @param deflate the compression agreed on; null for none
     * @param fields of the answer's head
     */
    record Agreed(
            dev.serval.app.WebSocket.Talk talk,
            String label,
            String subprotocol,
            @Nullable WebSocketServerExtension deflate,
            Headers fields)
            implements Handshake {}

    /**
     * It does not.
     *
     * @param answer instead
     */
    record Refused(Response answer) implements Handshake {}

    /**
     * Decides.
     *
     * @param wanted the application's own fields for the answer
     */
    static Handshake of(Vars vars, Headers wanted, Body.Socket socket, SocketRules rules) {
        if (!"GET".equals(text(vars, "REQUEST_METHOD"))
                || !Wire.asksForSocket(vars)
                || !VERSION.equals(text(vars, "HTTP_SEC_WEBSOCKET_VERSION"))) {
            return new Refused(
                    refusal(426, "a WebSocket is served here: come with a handshake of version 13")
                            .withHeader("Sec-WebSocket-Version", VERSION));
        }
        String key = text(vars, "HTTP_SEC_WEBSOCKET_KEY");
        if (!isKey(key) || hasBody(vars)) {
            return new Refused(refusal(400, "the WebSocket handshake is malformed"));
        }
        if (!rules.origins().allows(text(vars, "HTTP_ORIGIN"), text(vars, "HTTP_HOST"))) {
            return new Refused(refusal(403, "this WebSocket is not for pages of that origin"));
        }
        String subprotocol = subprotocol(text(vars, "HTTP_SEC_WEBSOCKET_PROTOCOL"), socket);
        WebSocketServerExtension deflate =
                deflate(text(vars, "HTTP_SEC_WEBSOCKET_EXTENSIONS"), rules.maxMessageBytes());
        Headers fields =
                own(wanted)
                        .with("Upgrade", "websocket")
                        .with("Connection", "Upgrade")
                        .with("Sec-WebSocket-Accept", accept(key));
        if (!subprotocol.isEmpty()) {
            fields = fields.with("Sec-WebSocket-Protocol", subprotocol);
        }
        if (deflate != null) {
            fields = fields.with("Sec-WebSocket-Extensions", offer(deflate));
        }
        return new Agreed(
                socket.talk(), "GET " + text(vars, "PATH_INFO"), subprotocol, deflate, fields);
    }

    /** The answer to one socket too many. */
    static Refused full() {
        return new Refused(
                refusal(503, "too many WebSockets are open").withHeader("Retry-After", "1"));
    }

    private static Response refusal(int status, String why) {
        return Response.text(why + "\n").withStatus(status);
    }

    /** What of the application's fields goes with a 101: cookies, not framing. */
    private static Headers own(Headers wanted) {
        Headers[] kept = {Headers.none()};
        wanted.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean ours =
                    lower.startsWith("sec-websocket-")
                            || lower.equals("upgrade")
                            || lower.equals("connection")
                            || lower.equals("content-length")
                            || lower.equals("transfer-encoding");
            kept[0] = ours ? kept[0] : kept[0].with(name, value);
        });
        return kept[0];
    }

    private static boolean hasBody(Vars vars) {
        String length = text(vars, "CONTENT_LENGTH");
        return vars.get(Wire.BODY) != null || !(length.isEmpty() || length.equals("0"));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static String subprotocol(String offered, Body.Socket socket) {
        for (String each : offered.split(",", -1)) {
            if (socket.subprotocols().contains(each.trim())) {
                return each.trim();
            }
        }
        return "";
    }

    private static @Nullable WebSocketServerExtension deflate(String offered, int maxBytes) {
        if (offered.isEmpty()) {
            return null;
        }
        PerMessageDeflateServerExtensionHandshaker handshaker =
                new PerMessageDeflateServerExtensionHandshaker(
                        COMPRESSION_LEVEL, true, WINDOW_BITS, true, false, maxBytes);
        try {
            for (WebSocketExtensionData each : WebSocketExtensionUtil.extractExtensions(offered)) {
                WebSocketServerExtension agreed = handshaker.handshakeExtension(each);
                if (agreed != null) {
                    return agreed;
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Netty reads its parameters' numbers unseen; what is malformed is declined.
            return null;
        }
        return null;
    }

    private static String offer(WebSocketServerExtension extension) {
        WebSocketExtensionData data = extension.newReponseData();
        StringBuilder text = new StringBuilder(data.name());
        data.parameters()
                .forEach((key, value) -> {
                    text.append("; ").append(key);
                    if (value != null) {
                        text.append('=').append(value);
                    }
                });
        return text.toString();
    }

    private static String text(Vars vars, String name) {
        String value = vars.get(name);
        return value == null ? "" : value;
    }
}
