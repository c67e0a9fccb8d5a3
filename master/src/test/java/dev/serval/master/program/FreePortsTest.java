package dev.serval.master.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreePortsTest {

    @ParameterizedTest
    @CsvSource({
        "32768, 60999, 10000, 32767",
        "1024, 60999, 61000, 65535",
        "1024, 65535, 10000, 65535",
    })
    void noneIsOfThoseThatTheKernelGivesAway(int low, int high, int from, int to)
            throws IOException {
        FreePorts ports = new FreePorts(low, high);
        for (int i = 0; i < 50; i++) {
            assertThat(ports.next()).isBetween(from, to);
        }
    }

    @Test
    void theKernelsRangeIsRead() throws IOException {
        String[] range =
                Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                        .getFirst()
                        .split("\\s+", -1);
        FreePorts ports = FreePorts.here();
        boolean room = Integer.parseInt(range[0]) > 11_000;
        for (int i = 0; i < 50 && room; i++) {
            assertThat(ports.next()).isLessThan(Integer.parseInt(range[0]));
        }
    }

    @Test
    void whatIsFoundIsFree() throws IOException {
        int port = FreePorts.here().next();
        try (ServerSocket socket = new ServerSocket(port)) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }
}
