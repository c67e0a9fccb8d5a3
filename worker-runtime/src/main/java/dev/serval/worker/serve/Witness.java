package dev.serval.worker.serve;

import dev.serval.uwsgi.Vars;
import dev.serval.worker.account.Ledger;
import dev.serval.worker.account.Visit;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that each request of one connection is written down once, if at all. On the channel's
 * loop.
 */
final class Witness {

    private final Channel channel;
    private final @Nullable Ledger ledger;
    private @Nullable Visit visit;
    private long received;

    /**
     * @param ledger where they are written down; null for nowhere
     */
    Witness(Channel channel, @Nullable Ledger ledger) {
        this.channel = channel;
        this.ledger = ledger;
    }

    /** A head has come. */
    void begin(Vars vars) {
        received = 0;
        if (ledger != null) {
            visit = new Visit(vars, System.nanoTime());
        }
    }

    /** Bytes of the request's body have come. */
    void received(int bytes) {
        received += bytes;
    }

    /** How many bytes of it have come. */
    long received() {
        return received;
    }

    /** What the core is to tell; null if nobody asks. */
    @Nullable Visit visit() {
        return visit;
    }

    /** The request is over when the last of its answer is sent. */
    ChannelPromise sending() {
        Visit now = visit;
        Ledger writer = ledger;
        visit = null;
        ChannelPromise last = channel.newPromise();
        if (now != null && writer != null) {
            now.received(received);
            last.addListener(sent -> writer.over(now, sent.isSuccess()));
        }
        return last;
    }

    /** The same, where nobody else asks what becomes of it. */
    ChannelPromise sendingOn() {
        return visit == null ? channel.voidPromise() : sending();
    }

    /** The request is over, if it was not before; its answer is not whole. */
    void broken() {
        over(false);
    }

    /** It is over with an answer of the server's own. */
    void refused(int status, ByteBuf answer) {
        if (visit != null) {
            visit = visit.refused(status, answer);
            over(channel.isActive());
        }
    }

    /** The connection is a WebSocket now. */
    void switched() {
        if (visit != null) {
            visit.switched();
            over(true);
        }
    }

    private void over(boolean whole) {
        Visit now = visit;
        visit = null;
        if (now != null && ledger != null) {
            now.received(received);
            ledger.over(now, whole);
        }
    }
}
