package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** Bytes for a uwsgi port, made by hand so that they can be wrong. */
final class Packet {

    private Packet() {}

    /** A packet that is right: a GET of this path, with more variables, key before value. */
    static byte[] get(String path, String... more) {
        ByteArrayOutputStream vars = new ByteArrayOutputStream();
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "REQUEST_METHOD", "GET",
                                "REQUEST_URI", path,
                                "PATH_INFO", path,
                                "QUERY_STRING", "",
                                "SERVER_PROTOCOL", "HTTP/1.1"));
        all.addAll(List.of(more));
        for (String text : all) {
            vars.write(text.length());
            vars.write(0);
            vars.writeBytes(text.getBytes(ISO_8859_1));
        }
        return block(vars.size(), vars.toByteArray());
    }

    /** A packet that claims this many bytes of variables, and what it has of them. */
    static byte[] block(int claimed, byte[] vars) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(new byte[] {0, (byte) claimed, (byte) (claimed >> Byte.SIZE), 0});
        packet.writeBytes(vars);
        return packet.toByteArray();
    }

    /**
     * Sends bytes, leaves its side of the connection open, and waits until the other side is
     * closed.
     *
     * @return what came back before that
     */
    static String exchange(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Started.PATIENCE.toMillis());
            try {
                socket.getOutputStream().write(bytes);
                return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            } catch (SocketException reset) {
                return "";
            }
        }
    }
}
