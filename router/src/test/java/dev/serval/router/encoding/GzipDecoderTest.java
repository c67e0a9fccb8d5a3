package dev.serval.router.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.router.encoding.GzipDecoder.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipDecoderTest {

    private static final byte[] TEXT = "the quick brown fox\n".repeat(3000).getBytes(UTF_8);

    private final ByteBuf out = Unpooled.buffer();

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** The last verdict, and whether it was complete. */
    private String decoded(byte[] bytes, int step) {
        try (GzipDecoder decoder = new GzipDecoder()) {
            Verdict verdict = Verdict.GOES_ON;
            for (int at = 0; at < bytes.length && verdict == Verdict.GOES_ON; at += step) {
                int length = Math.min(step, bytes.length - at);
                verdict =
                        decoder.take(
                                Unpooled.copiedBuffer(bytes, at, length),
                                piece -> {
                                    assertThat(piece.isReadable()).isTrue();
                                    out.writeBytes(piece);
                                    return piece.release();
                                });
            }
            return verdict + (decoder.complete() ? " complete" : "");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 100_000})
    void whatWasZippedComesOut(int step) {
        assertThat(decoded(gzip(TEXT), step)).isEqualTo("GOES_ON complete");
        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000})
    void membersFollowEachOther(int step) {
        byte[] two = Unpooled.wrappedBuffer(gzip(TEXT), gzip(TEXT)).copy().array();

        assertThat(decoded(two, step)).isEqualTo("GOES_ON complete");
        assertThat(out.readableBytes()).isEqualTo(2 * TEXT.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000})
    void aHeadMayHaveAllItsFields(int step) {
        byte[] plain = gzip(TEXT);
        plain[3] = 2 | 4 | 8 | 16;
        ByteBuf full =
                Unpooled.buffer()
                        .writeBytes(plain, 0, 10)
                        .writeBytes(new byte[] {3, 0, 'a', 'b', 'c'})
                        .writeBytes("name\0comment\0".getBytes(UTF_8))
                        .writeBytes(new byte[] {9, 9})
                        .writeBytes(plain, 10, plain.length - 10);

        assertThat(decoded(ByteBufUtil.getBytes(full), step)).isEqualTo("GOES_ON complete");
        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(TEXT);
    }

    @Test
    void anEmptyBodyIsZippedToo() {
        assertThat(decoded(gzip(new byte[0]), 1)).isEqualTo("GOES_ON complete");
        assertThat(out.isReadable()).isFalse();
    }

    @Test
    void whatIsCutOffIsNotComplete() {
        byte[] whole = gzip(TEXT);
        for (int length : new int[] {0, 1, 9, 10, 50, whole.length - 8, whole.length - 1}) {
            assertThat(decoded(Arrays.copyOf(whole, length), 100)).isEqualTo("GOES_ON");
        }
    }

    @Test
    void damageIsSeen() {
        byte[] sum = gzip(TEXT);
        sum[sum.length - 5] ^= 1;
        byte[] length = gzip(TEXT);
        length[length.length - 1] ^= 1;
        byte[] data = gzip(TEXT);
        data[10] = (byte) 0xff;
        byte[] tail = Arrays.copyOf(gzip(TEXT), gzip(TEXT).length + 1);

        assertThat(decoded(sum, 100)).startsWith("MALFORMED");
        assertThat(decoded(length, 100)).startsWith("MALFORMED");
        assertThat(decoded(data, 100)).startsWith("MALFORMED");
        assertThat(decoded(tail, 100)).startsWith("MALFORMED");
        assertThat(decoded("plain text".getBytes(UTF_8), 100)).startsWith("MALFORMED");
    }

    @Test
    void aBombIsStoppedEarly() {
        assertThat(decoded(gzip(new byte[50_000_000]), 8192)).isEqualTo("BOMB");
        assertThat(out.readableBytes()).isLessThan(8_000_000);
    }

    @Test
    void nothingMoreIsDecodedThanIsWanted() {
        try (GzipDecoder decoder = new GzipDecoder()) {
            decoder.take(
                    Unpooled.wrappedBuffer(gzip(new byte[1_000_000])),
                    piece -> {
                        out.writeBytes(piece);
                        piece.release();
                        return false;
                    });
        }

        assertThat(out.readableBytes()).isEqualTo(16 * 1024);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "gzip|GZIP",
                "X-GZIP|GZIP",
                "identity|PLAIN",
                "br|UNKNOWN",
                "gzip, gzip|UNKNOWN",
                "''|UNKNOWN",
            },
            delimiter = '|')
    void oneCodingIsKnown(String field, RequestCoding coding) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, "/");
        request.headers().set("Content-Encoding", field);
        assertThat(RequestCoding.of(request)).isEqualTo(RequestCoding.PLAIN);

        request.headers().set("Content-Length", 3);
        assertThat(RequestCoding.of(request)).isEqualTo(coding);
    }
}
