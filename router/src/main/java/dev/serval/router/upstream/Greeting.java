package dev.serval.router.upstream;

import dev.serval.uwsgi.Modifiers;
import dev.serval.uwsgi.Ping;
import dev.serval.uwsgi.PongDecoder;
import dev.serval.uwsgi.UwsgiHead;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * The first handler of a new connection to a worker of ours: asks who has accepted it, waits for
 * the one answer, and leaves the pipeline.
 */
final class Greeting extends ChannelInboundHandlerAdapter {

    /** Told once how it went. On the channel's loop. */
    interface Listener {
        /**
         * This process has accepted; the pipeline is empty.
         *
         * @param pong all that it says of itself
         */
        void accepted(Channel channel, long pid, Vars pong);

        /** It was closed, by either side, before anybody answered. */
        void failed();
    }

    private final Listener listener;
    private final Vars said;
    private boolean over;

    private Greeting(Listener listener, Vars said) {
        this.listener = listener;
        this.said = said;
    }

    /** The handlers of a channel that is not connected yet. */
    static void on(Channel channel, Listener listener) {
        on(channel, listener, Vars.of());
    }

    /**
     * The same.
     *
     * @param said in the ping, too
     */
    static void on(Channel channel, Listener listener, Vars said) {
        channel.pipeline().addLast(new PongDecoder(), new Greeting(listener, said));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Ping.request(ctx.alloc(), said), ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Vars pong =
                message instanceof UwsgiHead head && head.modifier1() == Modifiers.PING
                        ? head.vars()
                        : Vars.of();
        String pid = pong.get(Wire.PID);
        if (pid == null) {
            ctx.close();
            return;
        }
        over = true;
        ctx.pipeline().remove(this);
        listener.accepted(ctx.channel(), Long.parseLong(pid), pong);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!over) {
            over = true;
            listener.failed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
