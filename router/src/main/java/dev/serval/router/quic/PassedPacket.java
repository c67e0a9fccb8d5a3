package dev.serval.router.quic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A datagram on its way to another router. Bytes after the length, which is four: the socket it was
 * read from, 8; length of the sender's address, 1; that address; its port, 2; the datagram.
 *
 * @param socket the number of the socket it was read from
 * @param sender the client's address
 * @param content what the client sent; whoever takes it releases it
 */
record PassedPacket(long socket, InetSocketAddress sender, ByteBuf content) {

    /** The longest without its length. */
    static final int MAX_BYTES = 65_536 + 32;

    /** The bytes of the length. */
    static final int PREFIX_BYTES = Integer.BYTES;

    private static final int MIN_BYTES = Long.BYTES + 1;

    /** As bytes; the datagram is released with them. */
    static ByteBuf encode(ByteBufAllocator alloc, long socket, DatagramPacket packet) {
        byte[] address = packet.sender().getAddress().getAddress();
        int length = MIN_BYTES + address.length + Short.BYTES + packet.content().readableBytes();
        ByteBuf head =
                alloc.directBuffer(PREFIX_BYTES + length - packet.content().readableBytes())
                        .writeInt(length)
                        .writeLong(socket)
                        .writeByte(address.length)
                        .writeBytes(address)
                        .writeShort(packet.sender().getPort());
        return Unpooled.wrappedBuffer(head, packet.content());
    }

    /**
     * @param frame without its length; stays the caller's
     * @throws IllegalArgumentException if it is malformed
     */
    static PassedPacket decode(ByteBuf frame) {
        if (frame.readableBytes() < MIN_BYTES) {
            throw new IllegalArgumentException("a passed packet has no head");
        }
        long socket = frame.readLong();
        byte[] address = new byte[frame.readUnsignedByte()];
        if (frame.readableBytes() < address.length + Short.BYTES) {
            throw new IllegalArgumentException("a passed packet ends in its sender's address");
        }
        frame.readBytes(address);
        try {
            return new PassedPacket(
                    socket,
                    new InetSocketAddress(
                            InetAddress.getByAddress(address), frame.readUnsignedShort()),
                    frame.readRetainedSlice(frame.readableBytes()));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("a passed packet's sender has no address", e);
        }
    }
}
