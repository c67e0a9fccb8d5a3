package dev.serval.router.listen;

import dev.serval.control.log.Complaint;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * When the kernel gives out no more descriptors, stops accepting for a moment instead of asking
 * again and again: the clients wait in the queue meanwhile. On the listening socket's loop.
 */
final class AcceptPause extends ChannelInboundHandlerAdapter {

    private static final long PAUSE_MILLIS = 200;

    private final Complaint complaint = new Complaint();

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            ctx.fireExceptionCaught(cause);
            return;
        }
        Channel listener = ctx.channel();
        if (!listener.config().isAutoRead()) {
            return;
        }
        listener.config().setAutoRead(false);
        complaint.say(
                "cannot accept connections: %s; trying again every %d ms"
                        .formatted(cause.getMessage(), PAUSE_MILLIS));
        ctx.executor()
                .schedule(
                        () -> listener.config().setAutoRead(listener.isOpen()),
                        PAUSE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }
}
