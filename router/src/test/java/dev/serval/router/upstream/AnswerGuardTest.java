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
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_1, 200))).isTrue();
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_1, 200, "chunked"))).isTrue();
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_0, 404))).isTrue();
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_1, 103))).isTrue();
    }

    @Test
    void codingsThatOthersMayReadDifferentlyDoNotPass() {
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_1, 200, "gzip, chunked"))).isFalse();
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_1, 200, "chunked", "chunked")))
                .isFalse();
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_0, 200, "chunked"))).isFalse();
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_1, 204, "chunked"))).isFalse();
    }

    @Test
    void nobodyHasAskedForAnotherProtocol() {
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_1, 101))).isFalse();
        assertThat(AnswerGuard.passes(head(HttpVersion.valueOf("HTTP/2.0"), 200))).isFalse();
        assertThat(AnswerGuard.passes(head(HttpVersion.HTTP_1_1, 600))).isFalse();
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

    private static HttpResponse head(HttpVersion version, int status, String... codings) {
        HttpResponse head = new DefaultHttpResponse(version, HttpResponseStatus.valueOf(status));
        for (String coding : codings) {
            head.headers().add("Transfer-Encoding", coding);
        }
        return head;
    }
}
