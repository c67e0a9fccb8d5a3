package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When files were touched last. One that does not exist yet is touched by being made. */
final class TouchedFiles {

    private final Map<Path, FileTime> seen = new HashMap<>();

    /**
     * Whether one of these was touched since it was looked at last.
     *
     * @param meaning what happens then, for the log
     */
    boolean any(List<String> files, String meaning) {
        boolean any = false;
        for (String name : files) {
            Path file = Path.of(name);
            FileTime time = time(file);
            FileTime before = seen.put(file, time);
            if (before != null && !before.equals(time)) {
                EventLog.line("*** %s has been touched: %s ***".formatted(name, meaning));
                any = true;
            }
        }
        return any;
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
