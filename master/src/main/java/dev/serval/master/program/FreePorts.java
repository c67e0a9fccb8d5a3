package dev.serval.master.program;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * Finds ports on loopback that nobody listens on. Not among those that the kernel gives to
 * connections (ip(7), ip_local_port_range): one of them could be taken before the program is up.
 */
final class FreePorts {

    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 65_535;
    private static final int LEAST_CHOICE = 1_000;
    private static final int TRIES = 200;

    private final RandomGenerator random = RandomGenerator.getDefault();
    private final int from;
    private final int to;

    /**
     * @param low the first port that the kernel gives away
     * @param high the last
     */
    FreePorts(int low, int high) {
        if (low - LOWEST >= LEAST_CHOICE) {
            this.from = LOWEST;
            this.to = low;
        } else if (HIGHEST - high >= LEAST_CHOICE) {
            this.from = high + 1;
            this.to = HIGHEST + 1;
        } else {
            this.from = LOWEST;
            this.to = HIGHEST + 1;
        }
    }

    /** As this machine's kernel is set. */
    static FreePorts here() {
        try {
            // The kernel gives all of it to the first read and nothing to a second one.
            String[] words =
                    Files.readAllLines(RANGE, US_ASCII).getFirst().trim().split("\\s+", -1);
            return new FreePorts(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new FreePorts(HIGHEST, HIGHEST);
        }
    }

    /**
     * One that is free now.
     *
     * @throws IOException if none was found
     */
    int next() throws IOException {
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(from, to);
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                // On all addresses: a program may not believe that loopback is enough.
                probe.bind(new InetSocketAddress((InetAddress) null, port));
                return port;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(
                "no free port was found for a program in %d to %d".formatted(from, to - 1), last);
    }
}
