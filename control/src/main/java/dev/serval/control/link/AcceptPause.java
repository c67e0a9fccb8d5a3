package dev.serval.control.link;

import dev.serval.control.log.Complaint;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * When the kernel gives out no more descriptors, stops accepting for a moment instead of asking
 * again and again: the clients wait in the queue meanwhile. First in the pipeline of a listening
 * socket, on its loop.
 */
public final class AcceptPause extends ChannelInboundHandlerAdapter {

    private static final long PAUSE_MILLIS = 200;
    private static final long PID = ProcessHandle.current().pid();

    private final String who;
    private final BooleanSupplier wanted;
    private final Complaint complaint = new Complaint();

    /**
     * @param who cannot accept, for the log
     * @param wanted whether connections are wanted at all when the pause is over
     */
    public AcceptPause(String who, BooleanSupplier wanted) {
        this.who = who;
        this.wanted = wanted;
    }

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
                "%s (pid: %d) cannot accept connections: %s; trying again every %d ms"
                        .formatted(who, PID, cause.getMessage(), PAUSE_MILLIS));
        ctx.executor()
                .schedule(
                        () ->
                                listener.config()
                                        .setAutoRead(listener.isOpen() && wanted.getAsBoolean()),
                        PAUSE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }
}
