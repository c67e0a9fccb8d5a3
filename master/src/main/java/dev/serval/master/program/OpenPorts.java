package dev.serval.master.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a process and its children listen on, from {@code /proc} (proc(5)). */
final class OpenPorts {

    private static final String LISTEN = "0A";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int IPV4_DIGITS = 8;
    private static final int HEX = 16;
    private static final String ANY = "00000000000000000000000000000000";
    private static final String LOOPBACK = "00000000000000000000000001000000";

    /** What an address of IPv4 begins with on a socket of IPv6: that of a JVM. */
    private static final String MAPPED = "0000000000000000FFFF0000";

    private final Path proc;

    OpenPorts(Path proc) {
        this.proc = proc;
    }

    /**
     * Addresses with ports, e.g. {@code 0.0.0.0:8080}; none if there are none or we may not look.
     */
    List<String> of(ProcessHandle process) {
        Set<String> sockets = new HashSet<>();
        Stream.concat(Stream.of(process), process.descendants())
                .forEach(each -> addSockets(each.pid(), sockets));
        Set<String> found = new TreeSet<>();
        addListening("net/tcp", sockets, found);
        addListening("net/tcp6", sockets, found);
        return List.copyOf(found);
    }

    private void addSockets(long pid, Set<String> sockets) {
        Path folder = proc.resolve(Long.toString(pid)).resolve("fd");
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder)) {
            for (Path descriptor : descriptors) {
                sockets.add(Files.readSymbolicLink(descriptor).toString());
            }
        } catch (IOException e) {
            // Gone meanwhile, or not ours to look into: what was found counts.
            return;
        }
    }

    private void addListening(String table, Set<String> sockets, Set<String> found) {
        try {
            for (String line : Files.readAllLines(proc.resolve(table), ISO_8859_1)) {
                String[] fields = line.trim().split("\\s+", -1);
                if (fields.length > INODE
                        && fields[STATE].equals(LISTEN)
                        && sockets.contains("socket:[" + fields[INODE] + "]")) {
                    found.add(words(fields[LOCAL]));
                }
            }
        } catch (IOException e) {
            // No such table: no IPv6, or no /proc.
            return;
        }
    }

    /** {@code 0100007F:1F90} is 127.0.0.1:8080: each four bytes are a number of this machine. */
    private static String words(String local) {
        int colon = local.indexOf(':');
        int port = Integer.parseInt(local.substring(colon + 1), HEX);
        String host = local.substring(0, colon);
        if (colon == IPV4_DIGITS || host.startsWith(MAPPED)) {
            return ipv4(host.substring(colon - IPV4_DIGITS)) + ":" + port;
        }
        return switch (host) {
            case ANY -> "[::]:" + port;
            case LOOPBACK -> "[::1]:" + port;
            default -> "an IPv6 address, port " + port;
        };
    }

    private static String ipv4(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return "%d.%d.%d.%d"
                .formatted(bytes[3] & 0xff, bytes[2] & 0xff, bytes[1] & 0xff, bytes[0] & 0xff);
    }
}
