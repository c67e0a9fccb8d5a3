package dev.serval.control.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What workers' processes take, from {@code /proc/PID/statm} (proc(5)), to a tenth of a second: a
 * look for each request would cost as much as the request. One thread.
 */
public final class WorkerMemory {

    private static final int PAGE_BYTES = 4096;
    private static final int MEGA_BITS = 20;
    private static final long GOOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_PROCESSES = 1024;

    private final Map<Long, Seen> seen = new Recent();

    private record Seen(long vsz, long rss, long nanos) {}

    private static final class Recent extends LinkedHashMap<Long, Seen> {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seen> eldest) {
            return size() > MOST_PROCESSES;
        }
    }

    /** Writes one of the four fields; nothing where the process is gone. */
    public void write(AccessField field, long pid, AccessLine out) {
        Seen now = seen.get(pid);
        if (now == null || System.nanoTime() - now.nanos > GOOD_NANOS) {
            now = look(pid);
            seen.put(pid, now);
        }
        if (now.vsz == 0) {
            return;
        }
        out.number(
                switch (field) {
                    case VSZ -> now.vsz;
                    case VSZM -> now.vsz >> MEGA_BITS;
                    case RSSM -> now.rss >> MEGA_BITS;
                    default -> now.rss;
                });
    }

    private static Seen look(long pid) {
        try {
            String[] pages = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ", 3);
            return new Seen(
                    Long.parseLong(pages[0]) * PAGE_BYTES,
                    Long.parseLong(pages[1]) * PAGE_BYTES,
                    System.nanoTime());
        } catch (IOException e) {
            return new Seen(0, 0, System.nanoTime());
        }
    }
}
