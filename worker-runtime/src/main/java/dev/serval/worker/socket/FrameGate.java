package dev.serval.worker.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Holds frames back, still compressed, while the application has enough to read: what one read of
 * the socket has brought may be a thousand messages, or be inflated a thousandfold. On the
 * channel's loop.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final Conversation talk;
    private final Queue<Object> held = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private boolean passing;

    FrameGate(Channel channel, Conversation talk) {
        this.channel = channel;
        this.talk = talk;
    }

    /** Whether the client is not heard now. */
    boolean closed() {
        return !held.isEmpty() || !channel.config().isAutoRead();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        held.add(message);
        resume();
    }

    /** Lets frames pass as long as there is room for what they bring. */
    void resume() {
        ChannelHandlerContext ctx = context;
        if (passing || ctx == null) {
            return;
        }
        passing = true;
        while (!held.isEmpty() && talk.hasRoom()) {
            ctx.fireChannelRead(held.remove());
        }
        passing = false;
        channel.config().setAutoRead(held.isEmpty() && talk.hasRoom());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        // What the client sent before it went is the application's, up to the room there is.
        resume();
        ctx.fireChannelInactive();
    }
}
