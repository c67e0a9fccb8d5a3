package dev.serval.worker.serve;

import io.netty.channel.Channel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What a peer has sent because it has all of an answer, while the call that wrote it is not over:
 * an application may go on after it has written the last byte. On the channel's loop.
 */
final class EarlyPacket {

    private final Deque<Object> messages = new ArrayDeque<>();
    private final Channel channel;

    EarlyPacket(Channel channel) {
        this.channel = channel;
    }

    /** Whether there is one: then everything that comes belongs to it. */
    boolean waits() {
        return !messages.isEmpty();
    }

    /** Keeps it; no more is read than was read already. */
    void keep(Object message) {
        messages.add(message);
        channel.config().setAutoRead(false);
    }

    /** The call is over. */
    void take(Consumer<Object> reader) {
        if (messages.isEmpty()) {
            return;
        }
        Deque<Object> all = new ArrayDeque<>(messages);
        messages.clear();
        channel.config().setAutoRead(true);
        all.forEach(reader);
    }

    /** Nobody will read it. */
    void drop() {
        messages.forEach(ReferenceCountUtil::release);
        messages.clear();
    }
}
