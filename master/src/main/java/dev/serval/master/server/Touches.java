package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import dev.serval.master.supervise.FleetEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files whose being touched means something, looked at once a second. A file that does not exist
 * yet is touched by being made. On the master's thread.
 */
final class Touches {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Map<Path, FileTime> seen = new HashMap<>();
    private Instant next = Instant.MIN;

    /** What the files of this plan ask for now. */
    Optional<FleetEvent> look(ServerPlan plan) {
        Instant now = Instant.now();
        if (now.isBefore(next)) {
            return Optional.empty();
        }
        next = now.plus(PERIOD);
        boolean all = touched(plan.touchReload());
        boolean chain = touched(plan.touchChainReload());
        return all || chain ? Optional.of(new FleetEvent.ReloadAsked(!all)) : Optional.empty();
    }

    private boolean touched(List<String> files) {
        boolean any = false;
        for (String name : files) {
            Path file = Path.of(name);
            FileTime time = time(file);
            FileTime before = seen.put(file, time);
            if (before != null && !before.equals(time)) {
                EventLog.line("*** %s has been touched: reloading ***".formatted(name));
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
