package dev.serval.router.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutgoingTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Outgoing out = new Outgoing(channel);

    @Test
    void anAnswerThatComesWholeLeavesInOnePiece() {
        write("hello");
        assertThat(left()).isEmpty();

        assertThat(out.flush()).isTrue();
        assertThat(left()).containsExactly("head hello end");
    }

    @Test
    void aHeadAloneIsAnAnswerToo() {
        write();
        out.flush();

        assertThat(left()).containsExactly("head  end");
    }

    @Test
    void nothingWaitsLongerThanAFlush() {
        out.write(head());
        out.flush();
        assertThat(left()).containsExactly("head");

        out.write(piece("a"));
        out.flush();
        out.write(piece("b"));
        out.write(LastHttpContent.EMPTY_LAST_CONTENT);
        out.flush();
        assertThat(left()).containsExactly("a", "b", " end");
    }

    @Test
    void piecesKeepTheirOrder() {
        write("a", "b", "c");
        out.flush();

        assertThat(left()).containsExactly("head", "a", "b", "c", " end");
    }

    @Test
    void whatIsSentAtOnceOvertakesNothing() {
        out.write(head());
        out.write(piece("a"));
        out.send(piece("b"));

        assertThat(left()).containsExactly("head", "a", "b");
    }

    @Test
    void twoAnswersBeforeAFlushAreTwo() {
        write("one");
        write("two");
        out.flush();

        assertThat(left()).containsExactly("head one end", "head two end");
    }

    @Test
    void aFlushWithoutAnythingIsNone() {
        assertThat(out.flush()).isFalse();

        write();
        assertThat(out.flush()).isTrue();
        assertThat(out.flush()).isFalse();
    }

    @Test
    void whatNobodyIsThereForIsFreed() {
        HttpContent waiting = piece("a");
        out.write(head());
        out.write(waiting);
        out.drop();

        assertThat(waiting.refCnt()).isZero();
        out.flush();
        assertThat(left()).isEmpty();
    }

    private void write(String... pieces) {
        out.write(head());
        for (String text : pieces) {
            out.write(piece(text));
        }
        out.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private static HttpResponse head() {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    }

    private static HttpContent piece(String text) {
        return new DefaultHttpContent(Unpooled.copiedBuffer(text, US_ASCII));
    }

    private List<String> left() {
        List<String> all = new ArrayList<>();
        for (Object part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            String head = part instanceof FullHttpResponse ? "head " : "";
            String body = part instanceof HttpContent content ? text(content.content()) : "head";
            all.add(head + body + (part instanceof LastHttpContent ? " end" : ""));
        }
        return all;
    }

    private static String text(ByteBuf bytes) {
        try {
            return bytes.toString(US_ASCII);
        } finally {
            bytes.release();
        }
    }
}
