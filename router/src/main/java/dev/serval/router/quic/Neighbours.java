package dev.serval.router.quic;

import dev.serval.control.log.EventLog;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Where routers take packets from each other: an abstract Unix address for each mark. */
final class Neighbours {

    private static final String PREFIX = "serval/quic/";

    /** Each abstract address is a line that ends with {@code @} and its name (proc_net(5)). */
    private static final Path UNIX = Path.of("/proc/net/unix");

    private static final int MAX = 64;
    private static final int UID = own();

    private Neighbours() {}

    static DomainSocketAddress address(long mark) {
        return new DomainSocketAddress("\0" + PREFIX + HexFormat.of().toHexDigits(mark));
    }

    /** Whether a process of this user is the one to deal with; nobody else is. */
    static boolean trusts(int uid) {
        return uid == UID;
    }

    /** The marks of all others, of this server and of any other, at most {@value #MAX}. */
    static List<Long> of(long mark) {
        try (var lines = Files.lines(UNIX)) {
            return marks(lines.toList(), mark);
        } catch (IOException | UncheckedIOException e) {
            EventLog.line(
                    "cannot look for other routers, whose HTTP/3 connections end now: "
                            + e.getMessage());
            return List.of();
        }
    }

    static List<Long> marks(List<String> lines, long own) {
        List<Long> marks = new ArrayList<>();
        for (String line : lines) {
            int at = line.lastIndexOf(" @" + PREFIX);
            String hex = at < 0 ? "" : line.substring(at + 2 + PREFIX.length());
            if (hex.matches("[0-9a-f]{16}") && marks.size() < MAX) {
                long mark = HexFormat.fromHexDigitsToLong(hex);
                if (mark != own && !marks.contains(mark)) {
                    marks.add(mark);
                }
            }
        }
        return marks;
    }

    private static int own() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find out our own user", e);
        }
    }
}
