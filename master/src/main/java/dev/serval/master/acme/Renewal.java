package dev.serval.master.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a certificate is asked for. Pure. */
final class Renewal {

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(12);
    private static final int GROWTH = 4;

    private Renewal() {}

    /**
     * The certificate that is there.
     *
     * @param names for which hosts
     */
    record Held(Instant from, Instant until, Set<String> names) {

        Held {
            names = Set.copyOf(names);
        }

        boolean covers(Collection<String> domains) {
            return names.containsAll(domains);
        }
    }

    /**
     * What has failed since the last success.
     *
     * @param count 0 for nothing
     * @param last when
     */
    record Failures(int count, Instant last) {

        static final Failures NONE = new Failures(0, Instant.EPOCH);

        Failures andNow(Instant now) {
            return new Failures(count + 1, now);
        }
    }

    /**
     * After two thirds of its life, at once if there is none for these hosts; later after failures,
     * so that an authority that counts them (Let's Encrypt: five an hour) does not shut us out.
     *
     * @param jitter from 0 to 1, so that not all servers of a fleet come at one moment
     */
    static Instant due(
            @Nullable Held held, List<String> domains, Failures failures, double jitter) {
        Instant wanted = Instant.EPOCH;
        if (held != null && held.covers(domains)) {
            Duration life = Duration.between(held.from(), held.until());
            wanted = held.from().plus(life.multipliedBy(2).dividedBy(3)).plus(part(life, jitter));
        }
        if (failures.count() == 0) {
            return wanted;
        }
        Duration wait = wait(failures.count());
        Instant allowed = failures.last().plus(wait).plus(part(wait, jitter));
        return wanted.isAfter(allowed) ? wanted : allowed;
    }

    private static Duration wait(int failures) {
        Duration wait = FIRST_WAIT;
        for (int n = 1; n < failures && wait.compareTo(LONGEST_WAIT) < 0; n++) {
            wait = wait.multipliedBy(GROWTH);
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /** Up to a twentieth. */
    private static Duration part(Duration of, double jitter) {
        return Duration.ofMillis((long) (of.toMillis() * jitter / 20));
    }
}
