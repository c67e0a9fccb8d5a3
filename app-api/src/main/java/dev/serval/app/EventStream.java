package dev.serval.app;

import java.io.IOException;
import java.time.Duration;

/**
 * An answer that is a stream of events ({@code text/event-stream}), for a browser's {@code
 * EventSource}. What is sent leaves at once. One thread at a time.
 *
 * <p>It is a request like any other: it holds a core of {@code --threads}, and {@code --harakiri}
 * counts.
 */
public final class EventStream {

    /** Sends the events of one stream. */
    @FunctionalInterface
    public interface Source {
        /**
         * Sends until it returns; then the answer is complete, and a browser comes back after a
         * while.
         *
         * @throws Exception breaks the client's connection off
         */
        void writeTo(EventStream stream) throws Exception;
    }

    private static final String HEARTBEAT = ":\n\n";

    private final BodyWriter out;

    EventStream(BodyWriter out) {
        this.out = out;
    }

    /**
     * Sends an event. Blocks while the client is slower than the application.
     *
     * @throws IOException if the client has gone
     */
    public void send(Event event) throws IOException {
        sendNow(event.text());
    }

    /**
     * Sends an event with data only.
     *
     * @throws IOException if the client has gone
     */
    public void send(String data) throws IOException {
        send(Event.of(data));
    }

    /**
     * Sends a comment, which clients ignore: it keeps proxies from taking the stream for dead.
     *
     * @param text each of its lines becomes a comment
     * @throws IOException if the client has gone
     */
    public void comment(String text) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line : text.split("\r\n|\r|\n", -1)) {
            lines.append(": ").append(line).append('\n');
        }
        sendNow(lines.append('\n').toString());
    }

    /**
     * Waits before the next event, and sends a heartbeat at the end: this is how an application
     * that has nothing to say learns that its client has gone.
     *
     * @param atMost ends earlier when the server is about to end
     * @return whether to go on; false once the server ends: return then, and the stream ends
     *     cleanly
     * @throws IOException if the client has gone
     * @throws InterruptedException if the request was given up
     */
    public boolean pause(Duration atMost) throws IOException, InterruptedException {
        if (out.awaitEnding(atMost)) {
            return false;
        }
        sendNow(HEARTBEAT);
        return true;
    }

    private void sendNow(String text) throws IOException {
        out.write(text);
        out.flush();
    }
}
