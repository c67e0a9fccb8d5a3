package dev.serval.worker.call;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BodyPipeTest {

    private final AtomicInteger thirsty = new AtomicInteger();
    private final BodyPipe pipe =
            new BodyPipe(Duration.ofMillis(50), () -> thirsty.incrementAndGet());

    @Test
    void whatIsOfferedIsReadInOrderToTheEnd() throws IOException {
        pipe.offer(bytes("hel"));
        pipe.offer(bytes("lo"));
        pipe.end();

        assertThat(new String(pipe.readAllBytes(), US_ASCII)).isEqualTo("hello");
        assertThat(pipe.complete()).isTrue();
        assertThat(pipe.faultStatus()).isZero();
    }

    @Test
    void aReadOneByteAtATimeGivesTheSame() throws IOException {
        pipe.offer(bytes("ab"));
        pipe.end();

        assertThat(pipe.read()).isEqualTo('a');
        assertThat(pipe.available()).isEqualTo(1);
        assertThat(pipe.read()).isEqualTo('b');
        assertThat(pipe.read()).isEqualTo(-1);
    }

    @Test
    void everyBufferIsReleasedOnceItIsRead() throws IOException {
        ByteBuf piece = bytes("x");
        pipe.offer(piece);
        pipe.end();

        pipe.readAllBytes();

        assertThat(piece.refCnt()).isZero();
    }

    @Test
    void aFullPipeStopsTheSocketAndCallsForMoreWhenItRunsLow() throws IOException {
        assertThat(pipe.offer(Unpooled.wrappedBuffer(new byte[255 * 1024]))).isTrue();
        assertThat(pipe.offer(Unpooled.wrappedBuffer(new byte[2 * 1024]))).isFalse();

        pipe.readNBytes(100 * 1024);
        assertThat(thirsty).hasValue(0);
        pipe.readNBytes(100 * 1024);
        assertThat(thirsty).hasValue(1);
    }

    /** One read of the socket is several pieces, and the application reads in between. */
    @Test
    void whatComesWhileAFullPipeRunsLowDoesNotLoseTheCallForMore() throws IOException {
        pipe.offer(Unpooled.wrappedBuffer(new byte[256 * 1024]));
        pipe.readNBytes(100 * 1024);

        assertThat(pipe.offer(Unpooled.wrappedBuffer(new byte[1024]))).isFalse();
        pipe.readNBytes(100 * 1024);

        assertThat(thirsty).hasValue(1);
    }

    @Test
    void aClientThatSaysNothingIsTimedOut() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(pipe::read)
                .withMessage("the client sent nothing for 50 ms");
        assertThat(pipe.faultStatus()).isEqualTo(408);
    }

    @Test
    void aBodyThatBreaksOffIsReadUpToThereAndThenFails() throws IOException {
        pipe.offer(bytes("ab"));
        pipe.fail("the client has gone", BodyPipe.BAD_REQUEST);

        assertThat(pipe.readNBytes(2)).hasSize(2);
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(pipe::read)
                .withMessage("the client has gone");
        assertThat(pipe.faultStatus()).isEqualTo(400);
        assertThat(pipe.complete()).isFalse();
    }

    @Test
    void theFirstEndCounts() {
        pipe.end();
        pipe.fail("late", BodyPipe.BAD_REQUEST);

        assertThat(pipe.complete()).isTrue();
    }

    @Test
    void aDroppedPipeReleasesWhatItHasAndWhatComes() {
        ByteBuf held = bytes("x");
        ByteBuf late = bytes("y");
        pipe.offer(held);

        pipe.drop();

        assertThat(pipe.offer(late)).isTrue();
        assertThat(held.refCnt()).isZero();
        assertThat(late.refCnt()).isZero();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }
}
