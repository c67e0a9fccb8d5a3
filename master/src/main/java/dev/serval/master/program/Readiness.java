package dev.serval.master.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks one process of a program whether it can serve. Blocking. */
final class Readiness {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 5_000;
    private static final int MOST_BYTES = 256;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b.*");

    private Readiness() {}

    /** What was found. */
    sealed interface Answer {

        /** It serves. */
        record Ready() implements Answer {}

        /** Nobody accepts. */
        record Closed() implements Answer {}

        /**
         * Somebody accepts, and is not ready.
         *
         * @param what goes on from "GET /health "
         */
        record NotYet(String what) implements Answer {}
    }

    /**
     * @param path what it is asked for; empty: that it accepts is enough
     */
    static Answer ask(int port, String path) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return path.isEmpty() ? new Answer.Ready() : ask(socket, port, path);
        } catch (IOException e) {
            return new Answer.Closed();
        }
    }

    private static Answer ask(Socket socket, int port, String path) {
        try {
            socket.setSoTimeout(READ_MILLIS);
            socket.getOutputStream()
                    .write(
                            "GET %s HTTP/1.1\r\nhost: 127.0.0.1:%d\r\nuser-agent: serval\r\nconnection: close\r\n\r\n"
                                    .formatted(path, port)
                                    .getBytes(ISO_8859_1));
            return judge(firstLine(socket));
        } catch (SocketTimeoutException e) {
            return new Answer.NotYet("is not answered in %d ms".formatted(READ_MILLIS));
        } catch (IOException e) {
            return new Answer.NotYet("is not answered: the connection breaks");
        }
    }

    private static Answer judge(String line) {
        Matcher status = STATUS.matcher(line);
        if (!status.matches()) {
            return new Answer.NotYet("is answered with something that is not HTTP/1.1");
        }
        return status.group(1).startsWith("2")
                ? new Answer.Ready()
                : new Answer.NotYet("is answered with " + status.group(1));
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        long late = System.nanoTime() + READ_MILLIS * 1_000_000L;
        for (int b = socket.getInputStream().read();
                b >= 0 && b != '\r' && b != '\n' && line.length() < MOST_BYTES;
                b = socket.getInputStream().read()) {
            if (System.nanoTime() - late > 0) {
                throw new SocketTimeoutException();
            }
            line.append((char) b);
        }
        return line.toString();
    }
}
