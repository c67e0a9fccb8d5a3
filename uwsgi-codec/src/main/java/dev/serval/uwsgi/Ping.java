package dev.serval.uwsgi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The packets that ask whether somebody is there, and say so (uwsgi-docs, Protocol.rst: 100). */
public final class Ping {

    private static final int ANSWER = 1;

    private Ping() {}

    /** A question to anybody, who closes the connection behind the answer. */
    public static ByteBuf request(ByteBufAllocator allocator) {
        ByteBuf packet = allocator.buffer(4);
        VarsWriter.into(packet, Modifiers.PING, 0).finish();
        return packet;
    }

    /**
     * A question to a worker of ours, which answers with the facts of {@link Wire} and keeps the
     * connection.
     *
     * @param more said to it, too
     */
    public static ByteBuf request(ByteBufAllocator allocator, Vars more) {
        ByteBuf packet = allocator.buffer(96);
        VarsWriter writer = VarsWriter.into(packet, Modifiers.PING, 0);
        writer.put(Wire.KEEP, "1");
        more.forEach(writer::put);
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
