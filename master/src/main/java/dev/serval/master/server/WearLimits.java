package dev.serval.master.server;

import dev.serval.control.config.WorkerConfig;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.WearOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * After what a worker is replaced although nothing is wrong with it. Pure. A limit of zero is none.
 *
 * @param maxRequests requests, and {@code maxRequestsDelta} at most more
 * @param maxRequestsDelta the part of it that chance decides, so that workers do not go together
 * @param maxLifetime age, and {@code maxLifetimeDelta} at most more
 * @param maxLifetimeDelta the part of it that chance decides
 * @param minLifetime age below which no other limit counts
 * @param rssBytes resident memory
 * @param asBytes address space
 * @param evilRssBytes resident memory at which it is killed, whatever it runs
 */
record WearLimits(
        long maxRequests,
        long maxRequestsDelta,
        Duration maxLifetime,
        Duration maxLifetimeDelta,
        Duration minLifetime,
        long rssBytes,
        long asBytes,
        long evilRssBytes) {

    /** As the operator wants them. */
    static WearLimits of(OptionValues values) {
        return new WearLimits(
                values.get(WearOptions.MAX_REQUESTS),
                values.get(WearOptions.MAX_REQUESTS_DELTA),
                values.get(WearOptions.MAX_LIFETIME),
                values.get(WearOptions.MAX_LIFETIME_DELTA),
                values.get(WearOptions.MIN_LIFETIME),
                values.get(WearOptions.RELOAD_ON_RSS),
                values.get(WearOptions.RELOAD_ON_AS),
                values.get(WearOptions.EVIL_RELOAD_ON_RSS));
    }

    /** Those that a worker watches over itself. */
    static WorkerConfig.Wear own(OptionValues values) {
        return new WorkerConfig.Wear(
                values.get(WearOptions.RELOAD_ON_HEAP),
                values.get(WearOptions.RELOAD_ON_METASPACE),
                values.get(WearOptions.RELOAD_ON_EXCEPTION));
    }

    /**
     * What a worker has been through.
     *
     * @param requests it has finished
     * @param age since its process was started
     * @param rssBytes resident memory now
     * @param asBytes address space now
     */
    record Wear(long requests, Duration age, long rssBytes, long asBytes) {}

    /**
     * Which limit is exceeded, in words; empty if none is.
     *
     * @param jitter 0 to 1, the same for a worker all its life
     */
    Optional<String> exceeded(Wear wear, double jitter) {
        if (!maxLifetime.isZero() && wear.age.compareTo(lifetime(jitter)) >= 0) {
            return Optional.of("has lived for %d s".formatted(wear.age.toSeconds()));
        }
        if (wear.age.compareTo(minLifetime) < 0) {
            return Optional.empty();
        }
        if (maxRequests > 0 && wear.requests >= maxRequests + (long) (jitter * maxRequestsDelta)) {
            return Optional.of("has served %d requests".formatted(wear.requests));
        }
        if (rssBytes > 0 && wear.rssBytes > rssBytes) {
            return Optional.of("takes %d MiB of memory".formatted(wear.rssBytes >> 20));
        }
        if (asBytes > 0 && wear.asBytes > asBytes) {
            return Optional.of("takes %d MiB of address space".formatted(wear.asBytes >> 20));
        }
        return Optional.empty();
    }

    private Duration lifetime(double jitter) {
        return maxLifetime.plusMillis((long) (jitter * maxLifetimeDelta.toMillis()));
    }

    /** Why it must be killed at once, in words; empty if it must not. */
    Optional<String> evil(Wear wear) {
        return evilRssBytes > 0 && wear.rssBytes > evilRssBytes
                ? Optional.of("takes %d MiB of memory".formatted(wear.rssBytes >> 20))
                : Optional.empty();
    }
}
