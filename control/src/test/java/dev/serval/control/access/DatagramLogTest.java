package dev.serval.control.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each datagram is read by a socket of the test's own. */
class DatagramLogTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long PID = ProcessHandle.current().pid();

    @TempDir private Path folder;
    private final AtomicLong lost = new AtomicLong();

    @Test
    void syslogOnThisHostHasItsOldForm() throws Exception {
        Path path = folder.resolve("log");
        try (Receiver receiver = new Receiver(path)) {
            write("syslog:shop,local6," + path, 2);

            assertThat(receiver.next())
                    .matches(
                            "<182>[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d shop\\["
                                    + PID
                                    + "]: number 0 is /a\\\\x0ab");
            assertThat(receiver.next()).endsWith("]: number 1 is /a\\x0ab");
            assertThat(lost).hasValue(0);
        }
    }

    @Test
    void theJournalIsGivenFields() throws Exception {
        Path path = folder.resolve("journal");
        try (Receiver receiver = new Receiver(path)) {
            write("journald:shop:" + path, 1);

            assertThat(receiver.next())
                    .isEqualTo(
                            """
                            PRIORITY=6
                            SYSLOG_FACILITY=3
                            SYSLOG_IDENTIFIER=shop
                            MESSAGE=number 0 is /a\\x0ab
                            """);
        }
    }

    @Test
    void anotherHostIsToldByItsNewForm() throws Exception {
        try (DatagramSocket receiver =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            receiver.setSoTimeout((int) PATIENCE.toMillis());
            write("rsyslog:127.0.0.1:" + receiver.getLocalPort() + ",shop", 1);
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            receiver.receive(packet);

            assertThat(new String(packet.getData(), 0, packet.getLength(), US_ASCII))
                    .matches(
                            "<30>1 20\\d\\d-\\d\\d-\\d\\dT[\\d:.]+(Z|[+-]\\d\\d:\\d\\d) here shop "
                                    + PID
                                    + " - - number 0 is /a\\\\x0ab");
        }
    }

    @Test
    void whereNobodyListensEveryLineIsCounted() throws Exception {
        write("syslog:" + folder.resolve("nobody"), 1000);

        assertThat(lost).hasValue(1000);
    }

    @Test
    void aReceiverThatDoesNotReadCostsTheLinesThatItHasNoRoomFor() throws Exception {
        Path path = folder.resolve("log");
        try (Receiver receiver = new Receiver(path)) {
            write("journald:" + path, 1000);

            assertThat(lost.get()).isPositive().isEqualTo(1000 - receiver.waiting());
        }
    }

    @Test
    void aReceiverThatIsStartedAgainIsFoundAgain() throws Exception {
        Path path = folder.resolve("log");
        AccessLog log = open("syslog:" + path);
        AccessLog.Pen pen = log.pen();
        pen.write(200, 1, Written.number(1, "/"));
        pen.flush();
        log.end(PATIENCE);
        try (Receiver receiver = new Receiver(path)) {
            pen.write(200, 1, Written.number(2, "/"));
            pen.flush();
            log.end(PATIENCE);

            assertThat(receiver.next()).endsWith("number 2 is /");
            assertThat(lost).hasValue(1);
        }
    }

    private AccessLog open(String target) throws IOException {
        return AccessLog.open(Written.numbersTo(target), "here", lost::set);
    }

    private void write(String target, int lines) throws IOException {
        AccessLog log = open(target);
        AccessLog.Pen pen = log.pen();
        for (int i = 0; i < lines; i++) {
            pen.write(200, 1, Written.number(i, "/a\nb"));
        }
        pen.flush();
        log.end(PATIENCE);
    }

    /** A Unix socket for datagrams that reads when it is asked to. */
    private static final class Receiver implements AutoCloseable {

        private final Socket socket;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(4000);

        Receiver(Path path) throws IOException {
            Epoll.ensureAvailability();
            socket = Socket.newSocketDomainDgram();
            socket.bind(new DomainSocketAddress(path.toString()));
        }

        /** The next one, which is there; empty if there is none. */
        String next() throws IOException {
            buffer.clear();
            int length = socket.recv(buffer, 0, buffer.capacity());
            byte[] text = new byte[Math.max(0, length)];
            buffer.get(text);
            return new String(text, US_ASCII);
        }

        /** How many there are. */
        int waiting() throws IOException {
            int count = 0;
            while (!next().isEmpty()) {
                count++;
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
