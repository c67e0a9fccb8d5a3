package dev.serval.control.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.control.datagram.Datagrams;
import dev.serval.control.datagram.UdpDatagrams;
import dev.serval.control.datagram.UnixDatagrams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A datagram for each line. A receiver that is not there, or that has had no room for a while,
 * costs the lines that are at hand; the next ones are tried again.
 */
final class DatagramTarget implements AccessTarget {

    private static final int MESSAGE_BYTES = 33 * 1024;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** A Unix socket has room for ten datagrams, and its reader is quick. */
    private static final long REST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** Finds the receiver. */
    @FunctionalInterface
    private interface Way {
        Datagrams open() throws IOException;
    }

    private final Way way;
    private final Envelope envelope;
    private final byte[] tail;
    private final ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
    private @Nullable Datagrams receiver;

    private DatagramTarget(Way way, Envelope envelope, String tail) {
        this.way = way;
        this.envelope = envelope;
        this.tail = tail.getBytes(US_ASCII);
    }

    static DatagramTarget of(AccessDestination.Syslog to) {
        return new DatagramTarget(
                () -> UnixDatagrams.to(to.socket()), Envelope.local(to.as(), pid()), "");
    }

    static DatagramTarget of(AccessDestination.Remote to, String host) {
        return new DatagramTarget(
                () -> UdpDatagrams.to(to.to().host(), to.to().port()),
                Envelope.remote(to.as(), pid(), host),
                "");
    }

    static DatagramTarget of(AccessDestination.Journal to) {
        return new DatagramTarget(
                () -> UnixDatagrams.to(to.socket()), Envelope.journal(to.as()), "\n");
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public void write(AccessLines lines) throws IOException {
        Datagrams to = receiver == null ? way.open() : receiver;
        receiver = to;
        try {
            while (lines.more()) {
                ByteBuffer line = lines.line();
                int length = line.remaining();
                message.clear();
                envelope.open(message);
                message.put(line.limit(line.limit() - 1)).put(tail).flip();
                send(to);
                lines.out(length);
            }
        } catch (IOException e) {
            receiver = null;
            to.close();
            throw e;
        }
    }

    private void send(Datagrams to) throws IOException {
        long began = System.nanoTime();
        while (!to.send(message)) {
            if (System.nanoTime() - began > PATIENCE_NANOS) {
                throw new IOException("its reader takes nothing");
            }
            LockSupport.parkNanos(REST_NANOS);
        }
    }
}
