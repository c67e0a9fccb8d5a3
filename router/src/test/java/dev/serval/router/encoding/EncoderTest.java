package dev.serval.router.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderTest {

    private static final byte[] WORDS =
            "to be or not to be, that is the question\n".repeat(5000).getBytes(UTF_8);

    private static InputStream decoder(Coding coding, ByteBuf bytes) throws IOException {
        InputStream in = new ByteBufInputStream(bytes);
        return switch (coding) {
            case GZIP -> new GZIPInputStream(in);
            case BROTLI -> new BrotliInputStream(in);
            case ZSTD -> new ZstdInputStream(in);
        };
    }

    private static byte[] roundTrip(Coding coding, byte[] body, int step, boolean direct)
            throws IOException {
        ByteBuf out = Unpooled.directBuffer();
        try (Encoder encoder = Encoder.of(coding)) {
            for (int at = 0; at < body.length; at += step) {
                int length = Math.min(step, body.length - at);
                ByteBuf piece = direct ? Unpooled.directBuffer(length) : Unpooled.buffer(length);
                encoder.encode(piece.writeBytes(body, at, length), out);
                piece.release();
            }
            encoder.finish(out);
        }
        assertThat(out.readableBytes()).isLessThan(body.length + 1000);
        try (InputStream in = decoder(coding, out)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void whatIsDecodedIsWhatWasEncoded(Coding coding) throws IOException {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);

        assertThat(roundTrip(coding, WORDS, 60_000, true)).isEqualTo(WORDS);
        assertThat(roundTrip(coding, WORDS, 1000, false)).isEqualTo(WORDS);
        assertThat(roundTrip(coding, noise, 70_000, true)).isEqualTo(noise);
        assertThat(roundTrip(coding, new byte[0], 1, true)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void bytesMayComeOneAtATime(Coding coding) throws IOException {
        byte[] body = "one at a time".repeat(10).getBytes(UTF_8);

        assertThat(roundTrip(coding, body, 1, true)).isEqualTo(body);
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void afterAFlushEverythingCanBeRead(Coding coding) throws IOException {
        byte[] noise = new byte[100_000];
        new Random(2).nextBytes(noise);
        ByteBuf out = Unpooled.directBuffer();
        try (Encoder encoder = Encoder.of(coding)) {
            encoder.encode(Unpooled.copiedBuffer(noise), out);
            encoder.flush(out);

            // Its decoder reads ahead, past what is there; noise cannot have become smaller.
            if (coding == Coding.BROTLI) {
                assertThat(out.readableBytes()).isGreaterThanOrEqualTo(noise.length);
                return;
            }
            assertThat(decoder(coding, out).readNBytes(noise.length)).isEqualTo(noise);
        }
    }

    @ParameterizedTest
    @EnumSource(Coding.class)
    void aBodyGetsSmaller(Coding coding) {
        ByteBuf out = Unpooled.directBuffer();
        try (Encoder encoder = Encoder.of(coding)) {
            encoder.encode(Unpooled.copiedBuffer(WORDS), out);
            encoder.finish(out);
        }

        assertThat(out.readableBytes()).isLessThan(WORDS.length / 50);
    }

    @Test
    void piecesMayBeOfSeveralBuffers() throws IOException {
        ByteBuf out = Unpooled.directBuffer();
        try (Encoder encoder = Encoder.of(Coding.GZIP)) {
            encoder.encode(Unpooled.wrappedBuffer("ab".getBytes(UTF_8), "cd".getBytes(UTF_8)), out);
            encoder.finish(out);
        }
        try (InputStream in = decoder(Coding.GZIP, out)) {
            assertThat(in.readAllBytes()).isEqualTo("abcd".getBytes(UTF_8));
        }
    }
}
