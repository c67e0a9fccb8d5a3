package dev.serval.master.server;

import dev.serval.master.supervise.FleetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Files whose being touched means a reload, looked at once a second. On the master's thread. */
final class Touches {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final String MEANING = "reloading";

    private final TouchedFiles files = new TouchedFiles();
    private Instant next = Instant.MIN;

    /** What the files of this plan ask for now. */
    Optional<FleetEvent> look(ServerPlan plan) {
        Instant now = Instant.now();
        if (now.isBefore(next)) {
            return Optional.empty();
        }
        next = now.plus(PERIOD);
        boolean all = files.any(plan.touchReload(), MEANING);
        boolean chain = files.any(plan.touchChainReload(), MEANING);
        return all || chain ? Optional.of(new FleetEvent.ReloadAsked(!all)) : Optional.empty();
    }
}
