package dev.serval.master.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenPortsTest {

    private final OpenPorts ports = new OpenPorts(Path.of("/proc"));

    @Test
    void whatAProcessListensOnIsFound() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                ServerSocket all = new ServerSocket(0)) {
            assertThat(ports.of(ProcessHandle.current()))
                    .contains("127.0.0.1:" + one.getLocalPort())
                    .containsAnyOf("[::]:" + all.getLocalPort(), "0.0.0.0:" + all.getLocalPort());
        }
    }
}
