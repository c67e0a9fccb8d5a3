package dev.serval.adapter.boot.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameSinkTest {

    private final List<String> told = new ArrayList<>();
    private final FrameSink sink =
            new FrameSink(
                    new FrameSink.Listener() {
                        @Override
                        public void message(boolean text, byte[] content) {
                            String words = new String(content, ISO_8859_1);
                            told.add(text ? "text " + words : "bytes " + content.length);
                        }

                        @Override
                        public void ping(byte[] content) {
                            told.add("ping " + content.length);
                        }

                        @Override
                        public void close(int code, String reason) {
                            told.add("close " + code + " " + reason);
                        }
                    });

    private static byte[] frames() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {(byte) 0x81, 2, 'h', 'i'});
        all.writeBytes(new byte[] {0x01, 1, 'a'});
        all.writeBytes(new byte[] {(byte) 0x89, 0});
        all.writeBytes(new byte[] {(byte) 0x80, 1, 'b'});
        all.writeBytes(new byte[] {(byte) 0x82, 126, 1, 0});
        all.writeBytes(new byte[256]);
        all.writeBytes(new byte[] {(byte) 0x82, 127, 0, 0, 0, 0, 0, 0, 1, 44});
        all.writeBytes(new byte[300]);
        all.writeBytes(new byte[] {(byte) 0x88, 5, 3, (byte) 0xe8, 'b', 'y', 'e'});
        return all.toByteArray();
    }

    private static final List<String> ALL =
            List.of("text hi", "ping 0", "text ab", "bytes 256", "bytes 300", "close 1000 bye");

    @Test
    void framesThatComeAtOnceAreToldInOrder() throws IOException {
        sink.accept(ByteBuffer.wrap(frames()));
        assertThat(told).isEqualTo(ALL);
    }

    @Test
    void framesInPiecesAreTheSame() throws IOException {
        for (byte one : frames()) {
            sink.accept(ByteBuffer.wrap(new byte[] {one}));
        }
        assertThat(told).isEqualTo(ALL);
    }

    @Test
    void aCloseWithoutACodeIs1005() throws IOException {
        sink.accept(ByteBuffer.wrap(new byte[] {(byte) 0x88, 0}));
        assertThat(told).containsExactly("close 1005 ");
    }
}
