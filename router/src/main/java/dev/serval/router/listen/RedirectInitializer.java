package dev.serval.router.listen;

import dev.serval.http.HttpDecoding;
import dev.serval.http.RedirectReply;
import dev.serval.router.exchange.Client;
import dev.serval.router.exchange.Rules;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Clients that are sent to HTTPS: one request, one answer, the end. */
public final class RedirectInitializer extends ChannelInitializer<Channel> {

    private final ClientPipeline pipeline;
    private final String port;

    /**
     * @param port where HTTPS is, for the client
     */
    public RedirectInitializer(ClientPipeline pipeline, String port) {
        this.pipeline = pipeline;
        this.port = port;
    }

    @Override
    protected void initChannel(Channel channel) {
        Rules rules = pipeline.rules(channel);
        Redirect redirect = new Redirect(channel, rules);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        pipeline.watch(channel, redirect);
        channel.pipeline()
                .addLast(
                        HttpDecoding.requestDecoder(rules.limits()),
                        new HttpResponseEncoder(),
                        redirect);
    }

    /** Throws a request's body away, so that the answer is not destroyed by unread bytes. */
    private final class Redirect extends ChannelInboundHandlerAdapter implements Client {

        private final Channel channel;
        private final Rules rules;
        private final long deadline;
        private boolean answered;

        Redirect(Channel channel, Rules rules) {
            this.channel = channel;
            this.rules = rules;
            this.deadline = System.nanoTime() + rules.patience().headers().toNanos();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request && !answered) {
                answered = true;
                FullHttpResponse proof = rules.challenges().answer(request);
                ctx.writeAndFlush(
                        proof == null ? RedirectReply.of(request, rules.limits(), port) : proof,
                        ctx.voidPromise());
            }
            boolean last = message instanceof LastHttpContent;
            ReferenceCountUtil.release(message);
            if (last) {
                ctx.close();
            }
        }

        /** Whatever it is, an end of file or garbage: there is nothing more to come. */
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            ctx.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }

        @Override
        public void check(long nanoTime) {
            if (nanoTime - deadline > 0) {
                channel.close();
            }
        }

        @Override
        public void drain(long nanoTime) {}
    }
}
