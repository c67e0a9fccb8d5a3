package dev.serval.router.exchange;

import java.util.EnumSet;
import java.util.Set;

/** Where one exchange is. The arrows below are all there are. */
enum ExchangeState {
    AWAITING_UPSTREAM,
    FORWARDING,
    RESPONDING,
    DONE,
    FAILED;

    /**
     * Moves on.
     *
     * @return {@code next}, to be stored by the caller
     * @throws IllegalStateException if there is no such arrow; always a bug here, never the
     *     client's fault
     */
    ExchangeState become(ExchangeState next) {
        if (!arrows().contains(next)) {
            throw new IllegalStateException(
                    "an exchange cannot go from %s to %s".formatted(this, next));
        }
        return next;
    }

    /** Whether nothing follows. */
    boolean over() {
        return this == DONE || this == FAILED;
    }

    private Set<ExchangeState> arrows() {
        return switch (this) {
            case AWAITING_UPSTREAM -> EnumSet.of(FORWARDING, RESPONDING, FAILED);
            case FORWARDING -> EnumSet.of(RESPONDING, AWAITING_UPSTREAM, FAILED);
            case RESPONDING -> EnumSet.of(DONE, FAILED);
            case DONE, FAILED -> EnumSet.noneOf(ExchangeState.class);
        };
    }
}
