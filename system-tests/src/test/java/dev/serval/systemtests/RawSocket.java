package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A connection on which bytes are said as they are, with WebSocket frames for whoever wants. */
final class RawSocket implements AutoCloseable {

    static final int TEXT = 0x81;
    static final int COMPRESSED_TEXT = 0xc1;
    static final int CLOSE = 0x88;

    private static final int BUFFER_BYTES = 1024;

    private final Socket socket;
    private final DataInputStream in;

    /**
     * @param payload unmasked
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(int head, byte[] payload) {
        String text() {
            return new String(payload, ISO_8859_1);
        }

        int closeCode() {
            return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }
    }

    RawSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) Started.PATIENCE.toMillis());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    }

    static String handshake(String path, String... fields) {
        return "GET "
                + path
                + " HTTP/1.1\r\nHost: here.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join("", Stream.of(fields).map(f -> f + "\r\n").toList())
                + "\r\n";
    }

    /** A small frame of a client's; the mask is zero. */
    static String frame(int head, byte[] payload) {
        return new String(new char[] {(char) head, (char) (0x80 | payload.length), 0, 0, 0, 0})
                + new String(payload, ISO_8859_1);
    }

    static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(content);
        byte[] out = new byte[200];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    static String inflated(byte[] content) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        byte[] whole = Arrays.copyOf(content, content.length + 4);
        whole[content.length + 2] = (byte) 0xff;
        whole[content.length + 3] = (byte) 0xff;
        inflater.setInput(whole);
        byte[] out = new byte[200];
        int length = inflater.inflate(out);
        inflater.end();
        return new String(out, 0, length, ISO_8859_1);
    }

    void say(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Up to and with the empty line. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        return head.toString(ISO_8859_1);
    }

    /** The next frame of the server's, below 64 KiB. */
    Frame frame() throws IOException {
        int head = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
        in.readFully(payload);
        return new Frame(head, payload);
    }

    /** So many bytes that follow. */
    String next(int bytes) throws IOException {
        byte[] read = new byte[bytes];
        in.readFully(read);
        return new String(read, ISO_8859_1);
    }

    /** All that follows. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
