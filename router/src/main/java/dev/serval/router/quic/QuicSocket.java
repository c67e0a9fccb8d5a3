package dev.serval.router.quic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One UDP socket as this router sees it: whether it reads it, and which of the packets are its own.
 * The first handler of the socket's channel.
 */
final class QuicSocket extends ChannelInboundHandlerAdapter {

    private final long number;
    private final long mark;
    private final Predecessors predecessors;
    private @Nullable ChannelHandlerContext context;
    private boolean begun;
    private boolean admits;
    private int successors;

    /**
     * @param number the same in all processes that share the socket
     * @param mark of this router
     */
    QuicSocket(long number, long mark, Predecessors predecessors) {
        this.number = number;
        this.mark = mark;
        this.predecessors = predecessors;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** Begins to read, and then takes new connections, or does not. */
    void admit(boolean on) {
        admits = on;
        begun |= on;
        settle();
    }

    /** Another router reads it from now on. */
    void succeeded() {
        successors++;
        settle();
    }

    /** A router that read it is gone. */
    void leftAlone() {
        successors--;
        settle();
    }

    private void settle() {
        channel().config().setAutoRead(begun && successors == 0);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        long holder = ConnectionIds.markOf(packet.content());
        if (holder == mark) {
            ctx.fireChannelRead(packet);
        } else if (!predecessors.pass(holder, number, packet)) {
            stranger(ctx, packet);
        }
    }

    /**
     * A client that knows none of our ids yet; one that is not admitted comes again or gives up.
     */
    private void stranger(ChannelHandlerContext ctx, DatagramPacket packet) {
        if (admits) {
            ctx.fireChannelRead(packet);
        } else {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        predecessors.flush();
        ctx.fireChannelReadComplete();
    }

    /** One that another router has read. */
    void take(PassedPacket packet) {
        InetSocketAddress own = (InetSocketAddress) channel().localAddress();
        Objects.requireNonNull(context)
                .fireChannelRead(new DatagramPacket(packet.content(), own, packet.sender()));
    }

    /** Those that came together have been taken. */
    void taken() {
        Objects.requireNonNull(context).fireChannelReadComplete();
    }

    private Channel channel() {
        return Objects.requireNonNull(context).channel();
    }

    /** An ICMP message about some client's port, or the like: of no use to the others. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
}
