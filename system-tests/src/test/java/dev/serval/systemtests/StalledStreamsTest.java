package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** One connection of HTTP/2 whose client lets no byte of any answer through (RFC 9113). */
class StalledStreamsTest {

    private static final int STREAMS = 100;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM_AND_HEADERS = 5;

    /** SETTINGS_INITIAL_WINDOW_SIZE is 0. */
    private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};

    @Test
    void itsStreamsHoldNoCore() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "--threads", "2");
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), serval.port("http"))) {
            socket.setSoTimeout((int) Started.PATIENCE.toMillis());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            frame(out, SETTINGS, 0, 0, NO_WINDOW);
            for (int i = 0; i < STREAMS; i++) {
                frame(out, HEADERS, END_STREAM_AND_HEADERS, 2 * i + 1, request());
            }

            assertThat(heads(new DataInputStream(socket.getInputStream()))).isEqualTo(STREAMS);
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    /** Fields in HPACK: two by their number in the static table, two as text. */
    private static byte[] request() throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x82); // :method GET
        block.write(0x86); // :scheme http
        text(block, 4, "/bytes?n=2000000"); // :path
        text(block, 1, "localhost"); // :authority
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, int name, String value)
            throws IOException {
        block.write(name);
        block.write(value.length());
        block.write(value.getBytes(US_ASCII));
    }

    private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] load)
            throws IOException {
        out.writeByte(0);
        out.writeShort(load.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(load);
        out.flush();
    }

    /** Reads until the head of every answer has come: each shows that a core has taken it up. */
    private static int heads(DataInputStream in) throws IOException {
        int heads = 0;
        while (heads < STREAMS) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.skipNBytes(5L + length);
            heads += type == HEADERS ? 1 : 0;
        }
        return heads;
    }
}
