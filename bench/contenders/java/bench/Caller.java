package bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * One connection of {@link Rate}, which asks again and again; it connects anew when the server has
 * closed it. Latencies are in nanoseconds, from when a request was due until its whole answer was
 * there.
 */
final class Caller extends Thread {

    private static final int PATIENCE_MILLIS = 5000;
    private static final String LENGTH = "\r\ncontent-length: ";

    private final InetSocketAddress server;
    private final byte[] request;
    private final long first;
    private final long gap;
    private final long end;
    private final byte[] buffer = new byte[65536];
    private Socket socket = new Socket();
    private long[] due = new long[4096];
    private long[] took = new long[4096];
    private int answered;
    private int refused;
    private int broken;

    /**
     * @param first when the first request is due, by {@link System#nanoTime}
     * @param gap between two requests; 0 sends one when the one before is answered
     * @param end no request is sent that is due later
     */
    Caller(URI url, long first, long gap, long end) {
        this.server = new InetSocketAddress(url.getHost(), url.getPort());
        this.request =
                ("GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n")
                        .getBytes(ISO_8859_1);
        this.first = first;
        this.gap = gap;
        this.end = end;
        setDaemon(true);
    }

    @Override
    public void run() {
        long next = first;
        while (next < end) {
            long wait = next - System.nanoTime();
            while (wait > 0) {
                LockSupport.parkNanos(wait);
                wait = next - System.nanoTime();
            }
            ask(next);
            next = gap == 0 ? System.nanoTime() : next + gap;
        }
        close();
    }

    private void ask(long when) {
        try {
            if (!socket.isConnected() || socket.isClosed()) {
                connect();
            }
            socket.getOutputStream().write(request);
            int status = answer(socket.getInputStream());
            if (status == 200) {
                note(when, System.nanoTime() - when);
            } else {
                refused++;
            }
        } catch (IOException | RuntimeException e) {
            broken++;
            close();
        }
    }

    private void connect() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server, PATIENCE_MILLIS);
    }

    /** Reads one answer, which must say its length, and gives its status. */
    private int answer(InputStream in) throws IOException {
        int filled = 0;
        int body = -1;
        while (body < 0) {
            filled += more(in, filled);
            body = new String(buffer, 0, filled, ISO_8859_1).indexOf("\r\n\r\n");
        }
        String head = new String(buffer, 0, body + 2, ISO_8859_1);
        String lower = head.toLowerCase(java.util.Locale.ROOT);
        int from = lower.indexOf(LENGTH);
        if (from < 0) {
            throw new IOException("an answer without a length");
        }
        from += LENGTH.length();
        int length = Integer.parseInt(head.substring(from, head.indexOf('\r', from)).trim());
        for (int left = body + 4 + length - filled; left > 0; ) {
            left -= more(in, 0);
        }
        if (lower.contains("\r\nconnection: close\r\n")) {
            close();
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    private int more(InputStream in, int at) throws IOException {
        int read = in.read(buffer, at, buffer.length - at);
        if (read <= 0) {
            throw new EOFException("closed in an answer");
        }
        return read;
    }

    private void note(long when, long nanos) {
        if (answered == took.length) {
            took = Arrays.copyOf(took, 2 * answered);
            due = Arrays.copyOf(due, 2 * answered);
        }
        due[answered] = when;
        took[answered++] = nanos;
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    /** Only after the thread has ended, as all of these. */
    LongStream latenciesSince(long time) {
        return LongStream.range(0, answered)
                .filter(i -> due[(int) i] - time >= 0)
                .map(i -> took[(int) i]);
    }

    int answered() {
        return answered;
    }

    int refused() {
        return refused;
    }

    int broken() {
        return broken;
    }
}
