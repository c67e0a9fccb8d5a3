package dev.serval.systemtests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket client; what it is told is a line each. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private final boolean reads;
    private int bytes;

    private SocketClient(URI uri, boolean reads, String... subprotocols) {
        this.reads = reads;
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (subprotocols.length == 1) {
            builder.subprotocols(subprotocols[0]);
        } else if (subprotocols.length == 2) {
            builder.subprotocols(subprotocols[0], subprotocols[1]);
        }
        socket = builder.buildAsync(uri, this).join();
    }

    static SocketClient open(String kind, Serval serval, String path, String... subprotocols) {
        return new SocketClient(uri(kind, serval, path), true, subprotocols);
    }

    static SocketClient to(String uri) {
        return new SocketClient(URI.create(uri), true);
    }

    /** One that never reads a message. */
    static SocketClient deaf(Serval serval, String path) {
        return new SocketClient(uri("http", serval, path), false);
    }

    private static URI uri(String kind, Serval serval, String path) {
        return URI.create("ws://127.0.0.1:" + serval.port(kind) + path);
    }

    WebSocket socket() {
        return socket;
    }

    /** The next thing it was told. */
    String next() throws InterruptedException {
        String line = said.poll(Started.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing was said");
        }
        return line;
    }

    void say(String message) {
        socket.sendText(message, true).join();
    }

    void say(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            said.add("text " + text);
            text.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        bytes += part.remaining();
        if (last) {
            said.add("bytes " + bytes);
            bytes = 0;
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer part) {
        said.add("pong " + part.remaining());
        return null;
    }

    /** The closing handshake is finished once this is. */
    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        said.add("close " + code + " " + reason);
        return CompletableFuture.completedFuture("done");
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        said.add("lost");
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
