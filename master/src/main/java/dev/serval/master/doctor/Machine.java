package dev.serval.master.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.serval.master.aot.CacheFolder;
import dev.serval.master.process.Batch;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What this machine has. A number is empty where there is no limit, or it cannot be found out.
 *
 * @param java its feature version, e.g. 25
 * @param transport why Netty's native transport cannot be used; empty if it can
 * @param openFiles each process may have, without being given more
 * @param openFilesAtMost that it may be given
 * @param threads the user, or the cgroup, may have
 * @param queue connections the kernel queues for a socket at most
 * @param memory bytes of the machine, or of the cgroup
 * @param strictMemory whether the kernel refuses what it cannot back
 * @param batch whether workers may be batch processes
 * @param cache why start-up caches cannot be kept; empty if they can
 */
record Machine(
        int java,
        String transport,
        OptionalLong openFiles,
        OptionalLong openFilesAtMost,
        OptionalLong threads,
        OptionalLong queue,
        OptionalLong memory,
        boolean strictMemory,
        boolean batch,
        String cache) {

    private static final int KIB = 1024;
    private static final int MOST_BYTES = 64 * KIB;
    private static final Path CGROUP = Path.of("/sys/fs/cgroup");

    /** Looks, as this process sees it. */
    static Machine look(Map<String, String> environment) {
        String limits = read(Path.of("/proc/self/limits"));
        Throwable cause = Epoll.isAvailable() ? null : Epoll.unavailabilityCause();
        return new Machine(
                Runtime.version().feature(),
                cause == null ? "" : root(cause),
                limit(limits, "Max open files", 1),
                limit(limits, "Max open files", 2),
                least(limit(limits, "Max processes", 1), number(read(CGROUP.resolve("pids.max")))),
                number(read(Path.of("/proc/sys/net/core/somaxconn"))),
                least(installed(), number(read(CGROUP.resolve("memory.max")))),
                read(Path.of("/proc/sys/vm/overcommit_memory")).strip().equals("2"),
                Batch.possible(),
                CacheFolder.of(environment)
                        .obstacle()
                        .map("%s may not be written"::formatted)
                        .orElse(""));
    }

    private static String root(Throwable cause) {
        Throwable deepest = cause;
        for (Throwable next = cause; next != null; next = next.getCause()) {
            deepest = next;
        }
        return String.valueOf(deepest.getMessage());
    }

    /** A column of /proc/self/limits: 1 is the soft limit, 2 the hard one. */
    static OptionalLong limit(String limits, String name, int column) {
        Matcher line =
                Pattern.compile("^" + name + "\\s+(\\S+)\\s+(\\S+)", Pattern.MULTILINE)
                        .matcher(limits);
        return line.find() ? number(line.group(column)) : OptionalLong.empty();
    }

    private static OptionalLong installed() {
        Matcher total =
                Pattern.compile("MemTotal:\\s+(\\d+) kB").matcher(read(Path.of("/proc/meminfo")));
        return total.find()
                ? OptionalLong.of(Long.parseLong(total.group(1)) * KIB)
                : OptionalLong.empty();
    }

    private static OptionalLong number(@Nullable String text) {
        return text != null && text.strip().matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(text.strip()))
                : OptionalLong.empty();
    }

    private static OptionalLong least(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }

    /** In one piece: the kernel gives a number of sysctl(8) to the first read alone. */
    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), ISO_8859_1);
        } catch (IOException e) {
            // Not there in this kernel, or not for us.
            return "";
        }
    }
}
