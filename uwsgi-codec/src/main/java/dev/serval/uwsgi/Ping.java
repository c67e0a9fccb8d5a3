package dev.serval.uwsgi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The packets that ask whether somebody is there, and say so (uwsgi-docs, Protocol.rst: 100). */
public final class Ping {

    private static final int ANSWER = 1;

    private Ping() {}

    /**
     * A question.
     *
     * @param keep whether to ask for the facts of {@link Wire} and to keep the connection
     */
    public static ByteBuf request(ByteBufAllocator allocator, boolean keep) {
        ByteBuf packet = allocator.buffer(32);
        VarsWriter writer = VarsWriter.into(packet, Modifiers.PING, 0);
        if (keep) {
            writer.put(Wire.KEEP, "1");
        }
        writer.finish();
        return packet;
    }

    /** An answer that carries these facts; none for a stock peer. */
    public static ByteBuf reply(ByteBufAllocator allocator, Vars facts) {
        ByteBuf packet = allocator.buffer(96);
        VarsWriter writer = VarsWriter.into(packet, Modifiers.PING, ANSWER);
        facts.forEach(writer::put);
        writer.finish();
        return packet;
    }
}
