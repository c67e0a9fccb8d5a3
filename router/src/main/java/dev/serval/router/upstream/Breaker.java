package dev.serval.router.upstream;

/** Whether one backend is trusted with requests, by what has become of the last ones. */
sealed interface Breaker {

    /** It is. Next: {@link Open}. */
    record Closed(int fails) implements Breaker {}

    /**
     * It is left alone. Next: {@link Trial}.
     *
     * @param since when it failed last, as {@link System#nanoTime}
     * @param nanos for how long
     */
    record Open(long since, long nanos) implements Breaker {}

    /** One request is there to see whether it is well. Next: {@link Closed}, {@link Open}. */
    record Trial(Open before) implements Breaker {}

    /**
     * When a backend is left alone.
     *
     * @param fails failures in a row
     * @param out how long the first time, in nanoseconds
     * @param most how long at most
     */
    record Limits(int fails, long out, long most) {

        /**
         * After a failure.
         *
         * @param trial whether of the request that was to try it
         */
        Breaker failed(Breaker state, boolean trial, long now) {
            return switch (state) {
                case Closed(int before) when before + 1 < fails -> new Closed(before + 1);
                case Closed _ -> new Open(now, out);
                case Trial(Open before) when trial ->
                        new Open(now, Math.min(most, 2 * before.nanos()));
                case Trial _, Open _ -> state;
            };
        }

        /**
         * Whether it may be given a request.
         *
         * @param last whether there is no other backend: it is tried sooner then
         */
        boolean admits(Breaker state, long now, boolean last) {
            return switch (state) {
                case Closed _ -> true;
                case Open(long since, long nanos) -> now - since >= (last ? out : nanos);
                case Trial _ -> false;
            };
        }
    }

    /** After an answer. What was asked before it was left alone says nothing new. */
    default Breaker succeeded() {
        return switch (this) {
            case Closed _, Trial _ -> new Closed(0);
            case Open _ -> this;
        };
    }

    /** It is given a request. */
    default Breaker asked() {
        return this instanceof Open open ? new Trial(open) : this;
    }

    /** The trial has ended and told nothing about the backend. */
    default Breaker undecided() {
        return this instanceof Trial(Open before) ? before : this;
    }

    /** Whether it is left alone, or tried. */
    default boolean out() {
        return !(this instanceof Closed);
    }
}
