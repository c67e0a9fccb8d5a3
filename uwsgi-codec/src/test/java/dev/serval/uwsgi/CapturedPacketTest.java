package dev.serval.uwsgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapturedPacketTest {

    private static final Vars VARS =
            Vars.of(
                    "REQUEST_METHOD", "GET",
                    "PATH_INFO", "/a b/c",
                    "REQUEST_URI", "/a%20b/c?x=1&y=%2F",
                    "QUERY_STRING", "x=1&y=%2F",
                    "SERVER_PROTOCOL", "HTTP/1.1",
                    "SCRIPT_NAME", "",
                    "SERVER_NAME", "vm",
                    "SERVER_PORT", "18100",
                    "UWSGI_ROUTER", "http",
                    "REMOTE_ADDR", "127.0.0.1",
                    "REMOTE_PORT", "38578",
                    "HTTP_HOST", "127.0.0.1:18100",
                    "HTTP_USER_AGENT", "curl/7.88.1",
                    "HTTP_ACCEPT", "*/*",
                    "HTTP_X_FOO", "bar");

    private static final List<String> READ = List.of(Transcript.head(0, 0, VARS), "end");

    @Test
    void aPacketOfUwsgisRouterIsItsFifteenPairsInOrder() {
        assertThat(VARS.size()).isEqualTo(15);
        assertThat(Transcript.ofRequests(Bytes.CAPTURED)).isEqualTo(READ);
    }

    @Test
    void whatWasReadIsWrittenAsTheSameBytes() {
        ByteBuf out = Unpooled.buffer();
        VarsWriter writer = VarsWriter.into(out, 0, 0);
        Vars.read(Unpooled.wrappedBuffer(Bytes.CAPTURED).skipBytes(4), 15).forEach(writer::put);
        writer.finish();

        assertThat(Bytes.drain(out)).isEqualTo(Bytes.CAPTURED);
    }

    @Test
    void aSplitAtAnyOffsetChangesNothing() {
        for (int at = 1; at < Bytes.CAPTURED.length; at++) {
            byte[] first = Arrays.copyOf(Bytes.CAPTURED, at);
            byte[] second = Arrays.copyOfRange(Bytes.CAPTURED, at, Bytes.CAPTURED.length);

            assertThat(Transcript.ofRequests(first, second)).as("split at %d", at).isEqualTo(READ);
        }
    }

    @Test
    void oneByteAtATimeChangesNothing() {
        assertThat(Transcript.ofRequestsByteByByte(Bytes.CAPTURED)).isEqualTo(READ);
    }

    @Test
    void nothingComesOfAPacketThatBreaksOffAnywhere() {
        for (int length = 0; length < Bytes.CAPTURED.length; length++) {
            byte[] part = Arrays.copyOf(Bytes.CAPTURED, length);

            assertThat(Transcript.ofRequests(part)).as("%d bytes", length).isEmpty();
        }
    }
}
