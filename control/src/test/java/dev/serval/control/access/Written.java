package dev.serval.control.access;

import dev.serval.control.config.AccessConfig;
import java.time.Duration;

/** Lines with a number each, for a log that is open. */
final class Written {

    private Written() {}

    /** A log of numbers. */
    static AccessConfig numbersTo(String target) {
        return new AccessConfig(
                "number %(time) is %(uri)", target, true, false, false, Duration.ZERO, false);
    }

    /** One line; its target makes it longer. */
    static AccessEntry number(long number, String uri) {
        return new AccessEntry() {
            @Override
            public void write(AccessField field, AccessLine out) {
                switch (field) {
                    case TIME -> out.number(number);
                    case URI -> out.text(uri);
                    default -> {}
                }
            }

            @Override
            public void writeHeader(String name, AccessLine out) {}
        };
    }
}
