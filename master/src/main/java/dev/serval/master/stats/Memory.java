package dev.serval.master.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process takes, from {@code /proc/PID} (proc(5)). */
public final class Memory {

    private static final int PAGE_BYTES = 4096;
    private static final long KILO = 1024;

    private Memory() {}

    /**
     * Both in bytes, 0 when the process is gone.
     *
     * @param rss resident memory
     * @param vsz address space
     */
    public record Size(long rss, long vsz) {}

    /** Reads both. */
    public static Size size(long pid) {
        String[] pages = read(pid, "statm").split(" ", -1);
        return pages.length < 2
                ? new Size(0, 0)
                : new Size(
                        Long.parseLong(pages[1]) * PAGE_BYTES,
                        Long.parseLong(pages[0]) * PAGE_BYTES);
    }

    /** Resident memory in bytes; 0 when the process is gone. */
    public static long rssBytes(long pid) {
        return size(pid).rss();
    }

    /** Address space in bytes; 0 when the process is gone. */
    public static long vszBytes(long pid) {
        return size(pid).vsz();
    }

    /**
     * Resident memory in bytes, what is shared parted among those that share it; 0 when the process
     * is gone, or another user's that may not be asked.
     */
    public static long pssBytes(long pid) {
        String rollup = read(pid, "smaps_rollup");
        int at = rollup.indexOf("\nPss:");
        return at < 0 ? 0 : firstNumber(rollup, at) * KILO;
    }

    /** How many threads it has; 0 when the process is gone. */
    public static long threads(long pid) {
        String status = read(pid, "status");
        int at = status.indexOf("\nThreads:");
        return at < 0 ? 0 : firstNumber(status, at);
    }

    private static long firstNumber(String text, int from) {
        int at = from;
        while (!Character.isDigit(text.charAt(at))) {
            at++;
        }
        int end = at;
        while (Character.isDigit(text.charAt(end))) {
            end++;
        }
        return Long.parseLong(text, at, end, 10);
    }

    private static String read(long pid, String file) {
        if (pid == 0) {
            return "";
        }
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException e) {
            return "";
        }
    }
}
