package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What came on one stream, as it comes. */
final class Http3Answer extends Http3RequestStreamInboundHandler {

    private static final int KEPT = 100_000;

    private final CompletableFuture<Http3Answer> whole = new CompletableFuture<>();
    private final CompletableFuture<Http3Headers> head = new CompletableFuture<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable Channel stream;

    int status() {
        return Integer.parseInt(field(":status"));
    }

    String field(String name) {
        return String.valueOf(head.join().get(name));
    }

    long bytes() {
        return bytes.get();
    }

    String body() {
        return text.toString(UTF_8);
    }

    boolean begun() {
        return head.isDone();
    }

    void readOn() {
        Objects.requireNonNull(stream).config().setAutoRead(true);
    }

    /** Waits for its end. */
    Http3Answer await() throws Exception {
        return whole.get(Http3Client.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        stream = ctx.channel();
    }

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
        head.complete(frame.headers());
        ReferenceCountUtil.release(frame);
    }

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) throws IOException {
        int length = frame.content().readableBytes();
        if (bytes.get() + length < KEPT) {
            frame.content().readBytes(text, length);
        }
        bytes.addAndGet(length);
        ReferenceCountUtil.release(frame);
    }

    @Override
    protected void channelInputClosed(ChannelHandlerContext ctx) {
        whole.complete(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(new IOException("the stream has ended after " + bytes + " bytes"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
        ctx.close();
    }

    private void fail(Throwable why) {
        head.completeExceptionally(why);
        whole.completeExceptionally(why);
    }
}
