package dev.serval.router.exchange;

import dev.serval.router.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * A client and a backend that have left HTTP: bytes both ways, as they are, each end read only as
 * fast as the other takes them. On the loop of both.
 *
 * <p>The client's end is passed on, and the backend may still say something; the backend's end is
 * the end of both.
 */
final class Tunnel implements Client {

    /** How long a worker that ends too has for its own good-bye. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Channel client;
    private final Channel backend;
    private final Parting parting;
    private final long idleNanos;
    private long moved = System.nanoTime();
    private long drainSince;
    private boolean draining;
    private boolean clientEnded;

    Tunnel(Channel client, Channel backend, Parting parting, Duration idle) {
        this.client = client;
        this.backend = backend;
        this.parting = parting;
        this.idleNanos = idle.toNanos();
    }

    /** Takes both channels over; what their decoders still hold goes through first. */
    void open() {
        client.pipeline().addLast(new ClientEnd());
        backend.pipeline().addLast(new BackendEnd());
        parting.leaveHttp(client);
        UpstreamConnection.leaveHttp(backend);
        client.flush();
        backend.flush();
        client.config().setAutoRead(backend.isWritable());
        backend.config().setAutoRead(client.isWritable());
        if (!client.isActive()) {
            end(backend);
        }
        if (!backend.isActive()) {
            endClient();
        }
    }

    @Override
    public void check(long nanoTime) {
        if (nanoTime - moved <= idleNanos) {
            return;
        }
        if (backend.isActive()) {
            moved = nanoTime;
            backend.close();
            return;
        }
        // It has not taken even the end.
        parting.cut(client);
    }

    /**
     * A worker that ends too says good-bye itself. One that does not learns of our end by the end
     * of what the client says, and may answer with its own good-bye.
     */
    @Override
    public void drain(long nanoTime) {
        if (!draining) {
            draining = true;
            drainSince = nanoTime;
        } else if (nanoTime - drainSince > FAREWELL.toNanos()) {
            clientEnd();
        }
    }

    private void clientEnd() {
        if (!clientEnded) {
            clientEnded = true;
            client.config().setAutoRead(true);
            backend.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(_ -> ((DuplexChannel) backend).shutdownOutput());
        }
    }

    private void endClient() {
        if (client.isActive()) {
            parting.end(client);
        }
    }

    private static void end(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void pass(Object message, Channel from, Channel to) {
        boolean ended = from.equals(client) && clientEnded;
        if (!(message instanceof ByteBuf bytes) || !bytes.isReadable() || ended) {
            ReferenceCountUtil.release(message);
            return;
        }
        moved = System.nanoTime();
        to.write(bytes, to.voidPromise());
        if (!to.isWritable()) {
            to.flush();
            from.config().setAutoRead(to.isWritable());
        }
    }

    /** What the client says goes to the backend. */
    private final class ClientEnd extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            pass(message, client, backend);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            backend.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            backend.config().setAutoRead(client.isWritable());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent
                    || event instanceof SslCloseCompletionEvent) {
                clientEnd();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            end(backend);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** What the backend says goes to the client. */
    private final class BackendEnd extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            pass(message, backend, client);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            client.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            client.config().setAutoRead(clientEnded || backend.isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            endClient();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
