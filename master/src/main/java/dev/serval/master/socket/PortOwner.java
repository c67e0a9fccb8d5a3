package dev.serval.master.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds out who listens on a TCP port, from {@code /proc} (proc(5)). */
final class PortOwner {

    private static final String LISTEN = "0A";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int MAX_COMMAND = 80;

    private final Path proc;

    PortOwner(Path proc) {
        this.proc = proc;
    }

    /**
     * Names the process.
     *
     * @return e.g. {@code pid 39110 (java -jar old-shop.jar, started 2 h ago)}; empty if there is
     *     none or we may not look
     */
    Optional<String> of(int port) {
        Set<String> inodes = new HashSet<>();
        listening("net/tcp", port, inodes);
        listening("net/tcp6", port, inodes);
        if (inodes.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, inodes)) {
                    return Optional.of(describe(process));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private void listening(String table, int port, Set<String> inodes) {
        String suffix = ":" + String.format(Locale.ROOT, "%04X", port);
        try {
            for (String line : Files.readAllLines(proc.resolve(table), ISO_8859_1)) {
                String[] fields = line.trim().split("\\s+", -1);
                if (fields.length > INODE
                        && fields[LOCAL].endsWith(suffix)
                        && fields[STATE].equals(LISTEN)) {
                    inodes.add("socket:[" + fields[INODE] + "]");
                }
            }
        } catch (IOException e) {
            // No such table: no IPv6, or no /proc.
            return;
        }
    }

    private static boolean holds(Path process, Set<String> inodes) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (inodes.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Not ours to look into, or gone meanwhile.
            return false;
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String describe(Path process) {
        String pid = String.valueOf(process.getFileName());
        return "pid %s (%s%s)".formatted(pid, command(process), age(Long.parseLong(pid)));
    }

    private static String command(Path process) {
        try {
            String command =
                    Files.readString(process.resolve("cmdline"), ISO_8859_1)
                            .replace('\0', ' ')
                            .replaceAll("[\\x00-\\x1f\\x7f]", "?")
                            .trim();
            return command.length() > MAX_COMMAND
                    ? command.substring(0, MAX_COMMAND) + "..."
                    : command;
        } catch (IOException e) {
            return "unknown command";
        }
    }

    private static String age(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> ", started " + words(Duration.between(start, Instant.now())) + " ago")
                .orElse("");
    }

    private static String words(Duration age) {
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }
}
