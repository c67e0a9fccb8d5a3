package dev.serval.master.stats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.concurrent.TimeUnit;

/** One request of a reader's, and the end of its connection. On the event loop. */
final class StatsRequest extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final String HTML = "text/html";
    private static final String COMMAND = "/command";
    private static final int PENALTY_MILLIS = 1000;
    private static final int OK = HttpResponseStatus.OK.code();

    private final Pages pages;
    private final Operator operator;
    private final Runnable prolong;
    private boolean asked;

    /**
     * @param prolong gives the connection the time that a command takes
     */
    StatsRequest(Pages pages, Operator operator, Runnable prolong) {
        this.pages = pages;
        this.operator = operator;
        this.prolong = prolong;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (asked) {
            return;
        }
        asked = true;
        HttpMethod method = request.method();
        if (request.decoderResult().isFailure()) {
            answer(ctx, text(HttpResponseStatus.BAD_REQUEST, "this is not HTTP"), true);
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
            answer(ctx, pages.of(request.uri(), accept), method.equals(HttpMethod.GET));
        } else if (isCommand(request)) {
            command(ctx, request);
        } else {
            answer(
                    ctx,
                    text(HttpResponseStatus.METHOD_NOT_ALLOWED, "there is nothing to change"),
                    true);
        }
    }

    private boolean isCommand(FullHttpRequest request) {
        return operator.exists()
                && request.method().equals(HttpMethod.POST)
                && new QueryStringDecoder(request.uri()).path().equals(COMMAND);
    }

    /**
     * A page of somebody else's cannot make a browser send the token, and is refused before that.
     */
    private void command(ChannelHandlerContext ctx, FullHttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        String origin = request.headers().get(HttpHeaderNames.ORIGIN, "http://" + host);
        if (!origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            answer(ctx, text(HttpResponseStatus.FORBIDDEN, "the page is not of this server"), true);
            return;
        }
        if (!operator.knows(request.headers().get(HttpHeaderNames.AUTHORIZATION, ""))) {
            Page page = text(HttpResponseStatus.UNAUTHORIZED, "that is not the token");
            ctx.executor()
                    .schedule(() -> answer(ctx, page, true), PENALTY_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        String line = request.content().toString(UTF_8).strip();
        if (!operator.allows(line)) {
            answer(ctx, text(HttpResponseStatus.BAD_REQUEST, "that is no command for here"), true);
            return;
        }
        prolong.run();
        operator.obey(line, (code, text) -> answer(ctx, reply(line, code, text), true));
    }

    private static Page reply(String line, int code, String text) {
        int status = code == 0 ? OK : HttpResponseStatus.CONFLICT.code();
        return new Page(
                status, line.equals("status-json") ? Pages.JSON : Page.TEXT, text.getBytes(UTF_8));
    }

    private static Page text(HttpResponseStatus status, String line) {
        return Page.text(status.code(), line);
    }

    private static void answer(ChannelHandlerContext ctx, Page page, boolean withBody) {
        ByteBuf body = withBody ? Unpooled.wrappedBuffer(page.body()) : Unpooled.EMPTY_BUFFER;
        FullHttpResponse answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(page.status()), body);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, page.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, page.body().length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff");
        if (page.type().startsWith(HTML)) {
            answer.headers().set(HttpHeaderNames.CONTENT_SECURITY_POLICY, Dashboard.policy());
        }
        if (page.status() == HttpResponseStatus.UNAUTHORIZED.code()) {
            answer.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
