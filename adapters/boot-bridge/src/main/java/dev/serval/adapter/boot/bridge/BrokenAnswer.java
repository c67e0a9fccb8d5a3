package dev.serval.adapter.boot.bridge;

import org.jspecify.annotations.Nullable;

/** The program failed where Tomcat could answer no more; it has logged why. */
final class BrokenAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenAnswer(@Nullable Object fault) {
        super(
                "the answer broke off: " + (fault == null ? "closed" : fault.getClass().getName()),
                null,
                false,
                false);
    }
}
