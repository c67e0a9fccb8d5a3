package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many who begin a handshake and leave it at that, as from forged addresses. */
class Http3FloodTest {

    private static final int HANDSHAKES = 80;

    /** Type of a packet with a long header: 3 (RFC 9000 section 17.2.5). */
    private static final int RETRY = 0xf0;

    private static final int TYPE_BITS = 0xf0;
    private static final int ID_AT = 6;

    @Test
    void theyAreAskedForAProofAndOthersAreServed() throws Exception {
        try (Serval serval =
                        Serval.run(
                                        Serval.emptyFolder(),
                                        Map.of(),
                                        "--https-dev",
                                        "127.0.0.1:0",
                                        "--http3",
                                        "--module",
                                        "echo.Echo")
                                .awaitServing();
                DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout((int) Started.PATIENCE.toMillis());
            InetSocketAddress server =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), serval.port("https"));
            assertThat(retried(silent, server)).isTrue();

            try (Http3Client client = Http3Client.to(server.getPort())) {
                assertThat(client.get("/").status()).isEqualTo(200);
            }
        }
    }

    /** Passes on what clients begin with, and takes note of the answers. */
    private static boolean retried(DatagramSocket silent, InetSocketAddress server)
            throws Exception {
        InetSocketAddress here =
                new InetSocketAddress(silent.getLocalAddress(), silent.getLocalPort());
        try (AutoCloseable clients = Http3Client.beginning(HANDSHAKES, here)) {
            assertThat(clients).isNotNull();
            Set<String> begun = new HashSet<>();
            while (true) {
                DatagramPacket packet = receive(silent);
                byte[] bytes = packet.getData();
                if (packet.getPort() == server.getPort()) {
                    if ((bytes[0] & TYPE_BITS) == RETRY) {
                        return true;
                    }
                } else if (begun.add(id(bytes))) {
                    silent.send(new DatagramPacket(bytes, packet.getLength(), server));
                }
            }
        }
    }

    private static DatagramPacket receive(DatagramSocket silent) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        silent.receive(packet);
        return packet;
    }

    private static String id(byte[] packet) {
        return java.util.HexFormat.of().formatHex(packet, ID_AT, ID_AT + packet[ID_AT - 1]);
    }
}
