package dev.serval.adapter.jetty;

/** A servlet failed when a part of its answer had left; the engine has logged where. */
final class BrokenAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenAnswer(Throwable fault) {
        super(
                "the answer was begun and broke off: " + fault.getClass().getName(),
                null,
                false,
                false);
    }
}
