package dev.serval.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.FullHttpResponse;
import org.junit.jupiter.api.Test;

class ErrorReplyTest {

    @Test
    void anErrorIsAStatusAndASentence() {
        FullHttpResponse reply = ErrorReply.of(504, "the worker did not answer in time", true);

        assertThat(reply.status().code()).isEqualTo(504);
        assertThat(reply.content().toString(US_ASCII))
                .isEqualTo("504 Gateway Timeout\nthe worker did not answer in time\n");
        assertThat(reply.headers().getInt("Content-Length"))
                .isEqualTo(reply.content().readableBytes());
        assertThat(reply.headers().get("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(reply.headers().names())
                .containsExactlyInAnyOrder("content-type", "content-length", "date");
    }

    @Test
    void anErrorThatEndsTheConnectionSaysSo() {
        assertThat(ErrorReply.of(400, "no", false).headers().get("Connection")).isEqualTo("close");
        assertThat(ErrorReply.of(400, "no", true).headers().contains("Connection")).isFalse();
    }

    @Test
    void anOverloadSaysWhenToComeAgain() {
        assertThat(ErrorReply.of(503, "no core", true).headers().get("Retry-After")).isEqualTo("1");
        assertThat(ErrorReply.of(502, "gone", true).headers().contains("Retry-After")).isFalse();
    }
}
