package dev.serval.router.files;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Small files that were asked for a moment ago, by the request's path, at most {@value #MOST_BYTES}
 * bytes of them. Any thread.
 */
final class HotFiles {

    private static final int MOST_BYTES = 16 << 20;

    /** What an entry takes beside its file and its name. */
    private static final int ENTRY_BYTES = 512;

    private final Map<String, HotFile> files = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** Null if there is none, or it is not the same any more. */
    @Nullable HotFile find(String path) {
        HotFile file;
        synchronized (this) {
            file = files.get(path);
        }
        return file == null || file.isFresh() ? file : null;
    }

    /** Kept until others are asked for more. */
    synchronized void keep(String path, HotFile file) {
        HotFile old = files.put(path, file);
        bytes += size(path, file) - (old == null ? 0 : size(path, old));
        Iterator<Map.Entry<String, HotFile>> eldest = files.entrySet().iterator();
        while (bytes > MOST_BYTES) {
            Map.Entry<String, HotFile> out = eldest.next();
            bytes -= size(out.getKey(), out.getValue());
            eldest.remove();
        }
    }

    private static int size(String path, HotFile file) {
        return ENTRY_BYTES + path.length() + file.body().length;
    }
}
