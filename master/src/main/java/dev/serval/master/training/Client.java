package dev.serval.master.training;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Sends what browsers send, so that the code for it is loaded and warm. */
final class Client {

    private static final int ROUNDS = 40;
    private static final int ANSWER_BYTES = 1 << 16;
    private static final String HEAD =
            """
            Host: localhost\r
            User-Agent: serval\r
            Accept: text/html,application/json;q=0.9,*/*;q=0.8\r
            Accept-Encoding: gzip, deflate\r
            Accept-Language: en\r
            Cookie: a=1; b=2\r
            """;
    private static final String GET = "GET /text?q=a%20b HTTP/1.1\r\n" + HEAD + "\r\n";
    private static final String STREAM = "GET /stream HTTP/1.1\r\n" + HEAD + "\r\n";
    private static final String MISSING = "GET /missing HTTP/1.1\r\n" + HEAD + "\r\n";
    private static final String POST =
            "POST /body HTTP/1.1\r\n" + HEAD + "Content-Length: 11\r\n\r\nhello world";
    private static final String CHUNKED =
            "POST /body HTTP/1.1\r\n"
                    + HEAD
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    private static final String LAST =
            "GET /text HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private Client() {}

    /**
     * A few hundred requests to a port of ours.
     *
     * @throws IOException if one is not answered, or the thread is interrupted
     */
    static void exercise(String port) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            converse(port, GET.repeat(8) + POST + CHUNKED + STREAM + MISSING + LAST);
        }
    }

    private static void converse(String port, String requests) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
        try (SocketChannel channel = SocketChannel.open(address)) {
            ByteBuffer out = ByteBuffer.wrap(requests.getBytes(US_ASCII));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            ByteBuffer in = ByteBuffer.allocate(ANSWER_BYTES);
            int read = 0;
            while (in.hasRemaining() && read >= 0) {
                read = channel.read(in);
            }
            String answers = US_ASCII.decode(in.flip()).toString();
            if (!answers.endsWith("the end\n")) {
                throw new IOException("a training request was not answered");
            }
        }
    }
}
