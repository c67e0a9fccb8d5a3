package dev.serval.master.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process takes, from {@code /proc/PID/statm} (proc(5)). */
public final class Memory {

    private static final int PAGE_BYTES = 4096;

    private Memory() {}

    /** Resident memory in bytes; 0 when the process is gone. */
    public static long rssBytes(long pid) {
        return pages(pid, 1) * PAGE_BYTES;
    }

    /** Address space in bytes; 0 when the process is gone. */
    public static long vszBytes(long pid) {
        return pages(pid, 0) * PAGE_BYTES;
    }

    private static long pages(long pid, int field) {
        if (pid == 0) {
            return 0;
        }
        try {
            String[] fields = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ", -1);
            return Long.parseLong(fields[field]);
        } catch (IOException e) {
            return 0;
        }
    }
}
