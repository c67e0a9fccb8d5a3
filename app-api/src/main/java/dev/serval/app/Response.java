package dev.serval.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * One HTTP answer.
 *
 * @param status the status code, 200 to 599; 101 for a WebSocket
 * @param headers the fields to send, in order; the server adds Date and what frames the body
 * @param body the content; not sent for HEAD, 204 and 304
 */
public record Response(int status, Headers headers, Body body) {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int MIN_STATUS = 200;
    private static final int MAX_STATUS = 599;

    /**
     * @throws IllegalArgumentException if the status is not 200 to 599, or not 101 for a WebSocket
     */
    public Response {
        if (body instanceof Body.Socket) {
            if (status != SWITCHING_PROTOCOLS) {
                throw new IllegalArgumentException("a WebSocket's status is 101");
            }
        } else if (status < MIN_STATUS || status > MAX_STATUS) {
            throw new IllegalArgumentException(
                    "status is %d; it must be 200 to 599".formatted(status));
        }
    }

    /** 200 with UTF-8 text. */
    public static Response text(String text) {
        return bytes("text/plain; charset=utf-8", text.getBytes(UTF_8));
    }

    /** 200 with a page. */
    public static Response html(String page) {
        return bytes("text/html; charset=utf-8", page.getBytes(UTF_8));
    }

    /** 200 with a JSON document. */
    public static Response json(String document) {
        return bytes("application/json", document.getBytes(UTF_8));
    }

    /** 200 with bytes of this media type. */
    public static Response bytes(String type, byte[] content) {
        return new Response(MIN_STATUS, Headers.of("Content-Type", type), new Body.Bytes(content));
    }

    /** 200 with a file of this media type. */
    public static Response file(String type, Path path) {
        return new Response(MIN_STATUS, Headers.of("Content-Type", type), new Body.File(path));
    }

    /** 200 with what the stream gives; {@code length} -1 if not known. */
    public static Response stream(String type, InputStream content, long length) {
        return new Response(
                MIN_STATUS, Headers.of("Content-Type", type), new Body.Input(content, length));
    }

    /** 200 with a body that is made while it is sent. */
    public static Response stream(String type, Body.Streaming writer) {
        return new Response(MIN_STATUS, Headers.of("Content-Type", type), writer);
    }

    /** 200 with a stream of events, for a browser's {@code EventSource}. */
    public static Response events(EventStream.Source source) {
        Body.Streaming body = out -> source.writeTo(new EventStream(out));
        return new Response(
                MIN_STATUS,
                Headers.of(
                        "Content-Type",
                        "text/event-stream",
                        "Cache-Control",
                        "no-store",
                        "X-Accel-Buffering",
                        "no"),
                body);
    }

    /** An answer that is decided while it is made. */
    public static Response late(LateAnswer maker) {
        return new Response(MIN_STATUS, Headers.none(), new Body.Late(maker));
    }

    /**
     * Opens a WebSocket. A request that does not ask for one gets 426 instead, one from another
     * site 403 ({@code --websocket-origin}), and one too many 503 ({@code --websockets}).
     *
     * @param talk called on a thread of its own once the socket is open
     */
    public static Response webSocket(WebSocket.Talk talk) {
        return webSocket(List.of(), talk);
    }

    /**
     * Opens a WebSocket, with the first subprotocol of the client's that is among these.
     *
     * @throws IllegalArgumentException if a subprotocol is not a token
     */
    public static Response webSocket(List<String> subprotocols, WebSocket.Talk talk) {
        return new Response(
                SWITCHING_PROTOCOLS, Headers.none(), new Body.Socket(subprotocols, talk));
    }

    /** A status and nothing else. */
    public static Response status(int status) {
        return new Response(status, Headers.none(), new Body.None());
    }

    /** 302 to another place. */
    public static Response redirect(String location) {
        return status(302).withHeader("Location", location);
    }

    /** The same answer with one more field. */
    public Response withHeader(String name, String value) {
        return new Response(status, headers.with(name, value), body);
    }

    /** The same answer with another status. */
    public Response withStatus(int other) {
        return new Response(other, headers, body);
    }
}
