package dev.serval.worker.account;

import dev.serval.uwsgi.Vars;
import io.netty.buffer.ByteBuf;

/**
 * One request that came straight to this worker: what is known of it when it is over.
 *
 * <p>Made and read on the loop; told about the answer by the core, which may still be at it when a
 * deadline has ended the request for its client.
 */
public final class Visit {

    private static final int SWITCHING = 101;
    private static final Answer NONE = new Answer(0, 0, 0);

    /**
     * @param status 0 if there is none
     * @param headBytes with the empty line
     * @param fields in the head
     */
    record Answer(int status, int headBytes, int fields) {}

    private final Vars vars;
    private final long began;
    private volatile long running;
    private volatile int core = -1;
    private volatile Answer answer = NONE;
    private volatile long sent;
    private long received;

    /**
     * @param vars of the request, as far as they are known
     * @param began when it was there, in nanoseconds of {@link System#nanoTime}
     */
    public Visit(Vars vars, long began) {
        this.vars = vars;
        this.began = began;
    }

    /** A core begins to serve it. */
    public void served(int by, long now) {
        running = now;
        core = by;
    }

    /**
     * It has an answer.
     *
     * @param start of the answer, with its whole head; left as it is
     */
    public void answered(int status, ByteBuf start) {
        int lines = 0;
        int end = start.readerIndex();
        while (end < start.writerIndex()) {
            int line = start.indexOf(end, start.writerIndex(), (byte) '\n');
            boolean empty = line - end <= 1;
            end = line < 0 ? start.writerIndex() : line + 1;
            if (empty) {
                break;
            }
            lines++;
        }
        answer = new Answer(status, end - start.readerIndex(), Math.max(0, lines - 1));
    }

    /** It has become a WebSocket. */
    public void switched() {
        answer = new Answer(SWITCHING, 0, 0);
    }

    /** Bytes of the answer's body, all of them. */
    public void sent(long bytes) {
        sent = bytes;
    }

    /** Bytes of the request's body, all of them. */
    public void received(long bytes) {
        received = bytes;
    }

    /**
     * The same request, over for its client with an answer of the server's own. A core that is
     * still at it goes on telling this one.
     *
     * @param whole all of the answer; left as it is
     */
    public Visit refused(int status, ByteBuf whole) {
        Visit over = new Visit(vars, began);
        over.running = running;
        over.core = core;
        over.answered(status, whole);
        over.sent = (long) whole.readableBytes() - over.answer.headBytes;
        return over;
    }

    Vars vars() {
        return vars;
    }

    Answer answer() {
        return answer;
    }

    long began() {
        return began;
    }

    /** Until a core was there for it, in nanoseconds. */
    long waitedNanos() {
        return core < 0 ? 0 : running - began;
    }

    /** Which core served it; -1 for none. */
    int core() {
        return core;
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }
}
