package dev.serval.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

class AnswerGuardTest {

    @Test
    void anAnswerOfOneMeaningPasses() {
        assertThat(passes(head(HttpVersion.HTTP_1_1, 200))).isTrue();
        assertThat(passes(head(HttpVersion.HTTP_1_1, 200, "chunked"))).isTrue();
        assertThat(passes(head(HttpVersion.HTTP_1_0, 404))).isTrue();
        assertThat(passes(head(HttpVersion.HTTP_1_1, 103))).isTrue();
    }

    @Test
    void codingsThatOthersMayReadDifferentlyDoNotPass() {
        assertThat(passes(head(HttpVersion.HTTP_1_1, 200, "gzip, chunked"))).isFalse();
        assertThat(passes(head(HttpVersion.HTTP_1_1, 200, "chunked", "chunked"))).isFalse();
        assertThat(passes(head(HttpVersion.HTTP_1_0, 200, "chunked"))).isFalse();
        assertThat(passes(head(HttpVersion.HTTP_1_1, 204, "chunked"))).isFalse();
    }

    @Test
    void nobodyHasAskedForAnotherProtocol() {
        assertThat(passes(head(HttpVersion.HTTP_1_1, 101))).isFalse();
        assertThat(passes(head(HttpVersion.valueOf("HTTP/2.0"), 200))).isFalse();
        assertThat(passes(head(HttpVersion.HTTP_1_1, 600))).isFalse();
    }

    @Test
    void aWebSocketIsOneThatWasAskedForAndIsNamed() {
        HttpResponse socket = head(HttpVersion.HTTP_1_1, 101);
        socket.headers().set("Upgrade", "WebSocket").set("Sec-WebSocket-Accept", "x");

        assertThat(AnswerGuard.passes(socket, true)).isTrue();
        assertThat(AnswerGuard.passes(socket, false)).isFalse();
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_1, 101), true)).isFalse();
    }

    @Test
    void aConnectionIsKeptIfTheAnswerHasAnEndOfItsOwn() {
        HttpResponse length = head(HttpVersion.HTTP_1_1, 200);
        length.headers().set("Content-Length", 3);
        HttpResponse closes = head(HttpVersion.HTTP_1_1, 200, "chunked");
        closes.headers().set("Connection", "close");

        assertThat(AnswerGuard.keeps(length, false)).isTrue();
        assertThat(AnswerGuard.keeps(head(HttpVersion.HTTP_1_1, 304), false)).isTrue();
        assertThat(AnswerGuard.keeps(head(HttpVersion.HTTP_1_1, 200), true)).isTrue();
        assertThat(AnswerGuard.keeps(head(HttpVersion.HTTP_1_1, 200), false)).isFalse();
        assertThat(AnswerGuard.keeps(closes, false)).isFalse();
        assertThat(AnswerGuard.keeps(head(HttpVersion.HTTP_1_0, 304), false)).isFalse();
    }

    private static boolean passes(HttpResponse head) {
        return AnswerGuard.passes(head, false);
    }

    private static HttpResponse head(HttpVersion version, int status, String... codings) {
        HttpResponse head = new DefaultHttpResponse(version, HttpResponseStatus.valueOf(status));
        for (String coding : codings) {
            head.headers().add("Transfer-Encoding", coding);
        }
        return head;
    }
}
