package dev.serval.worker.serve;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches how fast a client takes what has been written for it, files too, when no core waits for
 * that any more. Loop only.
 */
final class Outflow {

    /** What a look has shown. */
    enum Look {
        /** All is written. */
        NOTHING,
        /** The client takes its time. */
        MOVING,
        /** It has taken too little for too long. */
        STALLED
    }

    private static final long MIN_BYTES_PER_SECOND = 100;

    private final Channel channel;
    private final long silence;
    private final long enough;
    private long since;
    private @Nullable Object message;
    private long pending;
    private long progress;

    /**
     * @param silence over which a client must have taken something
     */
    Outflow(Channel channel, Duration silence, long now) {
        this.channel = channel;
        this.silence = silence.toNanos();
        this.enough = Math.max(1, silence.toSeconds() * MIN_BYTES_PER_SECOND);
        this.since = now;
    }

    // Two buffers with the same bytes are equal; only the one itself is still the one.
    @SuppressWarnings("ReferenceEquality")
    Look look(long now) {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        if (out == null || out.isEmpty()) {
            message = null;
            since = now;
            return Look.NOTHING;
        }
        Object current = out.current();
        long left = out.totalPendingWriteBytes();
        long done = out.currentProgress();
        boolean moved = current != message || done - progress >= enough || pending - left >= enough;
        if (moved) {
            message = current;
            pending = left;
            progress = done;
            since = now;
            return Look.MOVING;
        }
        return now - since > silence ? Look.STALLED : Look.MOVING;
    }
}
