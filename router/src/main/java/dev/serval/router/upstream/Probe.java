package dev.serval.router.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.control.config.PoolConfig.Check;
import dev.serval.control.option.BackendAddress;
import dev.serval.uwsgi.Modifiers;
import dev.serval.uwsgi.Ping;
import dev.serval.uwsgi.PongDecoder;
import dev.serval.uwsgi.UwsgiHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One question to one backend: a ping in uwsgi, a GET in HTTP, on a connection of its own. */
final class Probe {

    private static final int FIRST_GOOD = 200;
    private static final int FIRST_BAD = 400;

    private final EventLoop loop;
    private final BackendAddress backend;
    private final Check check;
    private final Connector.Line line;

    /** Who asks. */
    interface Asker {

        /**
         * @param what was wrong, if it was not good
         */
        void answered(boolean good, String what);
    }

    Probe(EventLoop loop, BackendAddress backend, Check check) {
        this.loop = loop;
        this.backend = backend;
        this.check = check;
        this.line = new Connector(loop, check.timeout()).to(backend);
    }

    /** Asks; the answer comes once, on the loop. */
    void run(Asker asker) {
        Question question = new Question(asker);
        line.connect(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(
                                                backend.http()
                                                        ? new AnswerDecoder()
                                                        : new PongDecoder(),
                                                question);
                            }
                        })
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        question.end(null, "it does not accept connections");
                    }
                });
    }

    private ByteBuf words() {
        if (!backend.http()) {
            return Ping.request(ByteBufAllocator.DEFAULT);
        }
        String text =
                "GET %s HTTP/1.1\r\nhost: %s\r\nuser-agent: serval\r\nconnection: close\r\n\r\n"
                        .formatted(check.path(), backend.address());
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private final class Question extends ChannelInboundHandlerAdapter {

        private final Asker asker;
        private final ScheduledFuture<?> late;
        private boolean ended;

        Question(Asker asker) {
            this.asker = asker;
            this.late =
                    loop.schedule(
                            () -> end(null, "no answer in " + check.timeout().toMillis() + " ms"),
                            check.timeout().toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (ended) {
                ctx.close();
                return;
            }
            ctx.writeAndFlush(words());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            try {
                if (message instanceof UwsgiHead pong) {
                    boolean good = pong.modifier1() == Modifiers.PING;
                    end(ctx, good ? "" : "its answer is no pong");
                } else if (message instanceof HttpResponse head) {
                    answered(ctx, head);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void answered(ChannelHandlerContext ctx, HttpResponse head) {
            int status = head.status().code();
            if (head.decoderResult().isFailure()) {
                end(ctx, "its answer is not HTTP");
            } else if (status >= FIRST_GOOD) {
                end(ctx, status < FIRST_BAD ? "" : "it answers " + status);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            // A uWSGI without its ping plugin hangs up: a worker has read the packet all the same.
            end(ctx, backend.http() ? "it closed before it answered" : "");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            end(ctx, "it closed before it answered");
        }

        /**
         * @param what is wrong; empty for nothing
         */
        void end(@Nullable ChannelHandlerContext ctx, String what) {
            if (!ended) {
                ended = true;
                late.cancel(false);
                asker.answered(what.isEmpty(), what);
            }
            if (ctx != null) {
                ctx.close();
            }
        }
    }
}
