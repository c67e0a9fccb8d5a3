package dev.serval.router.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.link.DraftState;
import dev.serval.control.link.ToChild.Draft;
import dev.serval.http.HostNames;
import dev.serval.http.HttpLimits;
import dev.serval.router.exchange.Client;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DevDoorTest {

    private static final HttpLimits LIMITS =
            new HttpLimits(8192, 32768, 100, 0, new HostNames(java.util.List.of("localhost")));

    private static final Client NOBODY =
            new Client() {
                @Override
                public void check(long nanoTime) {}

                @Override
                public void drain(long nanoTime) {}
            };

    private final Drafts drafts = new Drafts();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new DevDoor(drafts, NOBODY, LIMITS));

    private static HttpRequest get(String uri) {
        HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri);
        request.headers().set(HttpHeaderNames.HOST, "localhost").set("accept-encoding", "gzip");
        return request;
    }

    @Test
    void untilAnythingIsKnownARequestWaits() {
        channel.writeInbound(get("/"));

        assertThat(read()).isNull();
    }

    private static Draft draft(DraftState state) {
        return new Draft(7, state, "it is <broken>", "{}");
    }

    private static HttpResponse html() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set("content-type", "text/html").set("content-length", 5);
        return head;
    }

    @Test
    void aPageEndsWithTheScript() {
        drafts.become(draft(DraftState.SOUND));
        channel.writeInbound(get("/"));
        channel.writeOutbound(html(), content("<h1>a"), LastHttpContent.EMPTY_LAST_CONTENT);

        String script = "<script src=\"/.serval/live.js?7\"></script>\n";
        HttpResponse head = channel.readOutbound();
        assertThat(head.headers().getInt("content-length")).isEqualTo(5 + script.length());
        assertThat(text(channel.readOutbound())).isEqualTo("<h1>a");
        assertThat(text(channel.readOutbound())).isEqualTo(script);
        assertThat(written()).isInstanceOf(LastHttpContent.class);
        HttpRequest request = channel.readInbound();
        assertThat(request.headers().contains("accept-encoding")).isFalse();
    }

    @Test
    void whatIsNoPageHasNone() {
        drafts.become(draft(DraftState.SOUND));
        channel.writeInbound(get("/a.css"));
        HttpResponse head = html();
        head.headers().set("content-type", "text/css");
        channel.writeOutbound(head, content("a { }"), LastHttpContent.EMPTY_LAST_CONTENT);

        assertThat(((HttpResponse) channel.readOutbound()).headers().getInt("content-length"))
                .isEqualTo(5);
        assertThat(text(channel.readOutbound())).isEqualTo("a { }");
        assertThat(written()).isEqualTo(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Test
    void aRequestWaitsUntilTheDraftIsSound() {
        drafts.become(draft(DraftState.BUSY));
        channel.writeInbound(get("/"));
        channel.runPendingTasks();
        assertThat(read()).isNull();

        drafts.become(draft(DraftState.SOUND));
        channel.runPendingTasks();
        assertThat(read()).isInstanceOf(HttpRequest.class);
    }

    @Test
    void itDoesNotWaitForEver() {
        drafts.become(draft(DraftState.BUSY));
        channel.writeInbound(get("/"));
        channel.advanceTimeBy(16, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(read()).isInstanceOf(HttpRequest.class);
    }

    @Test
    void whatHasWaitedForABrokenDraftIsToldSo() {
        drafts.become(draft(DraftState.BUSY));
        channel.writeInbound(get("/"));
        drafts.become(draft(DraftState.BROKEN));
        channel.runPendingTasks();

        FullHttpResponse answer = channel.readOutbound();
        assertThat(answer.status().code()).isEqualTo(500);
        assertThat(answer.content().toString(UTF_8)).isEqualTo("it is <broken>\n");
        assertThat(read()).isNull();
    }

    @Test
    void aPartOfAPageIsServedFromWhatServedBefore() {
        drafts.become(draft(DraftState.BROKEN));
        HttpRequest picture = get("/cat.svg");
        picture.headers().set("sec-fetch-dest", "image");
        channel.writeInbound(picture);

        assertThat(read()).isEqualTo(picture);
    }

    /** A page of a stranger's whose name leads here. */
    @Test
    void anotherHostLearnsNothing() {
        drafts.become(draft(DraftState.BROKEN));
        HttpRequest request = get("/.serval/live");
        request.headers().set(HttpHeaderNames.HOST, "example.org");
        channel.writeInbound(request);

        assertThat(read()).isEqualTo(request);
        assertThat(written()).isNull();
    }

    private Object read() {
        return channel.readInbound();
    }

    private Object written() {
        return channel.readOutbound();
    }

    private static HttpContent content(String text) {
        return new DefaultHttpContent(Unpooled.copiedBuffer(text, UTF_8));
    }

    private static String text(Object part) {
        return ((HttpContent) part).content().toString(UTF_8);
    }
}
