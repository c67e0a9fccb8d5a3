package dev.serval.router.upstream;

/** For requests that nobody serves: no rule concerns them, and there is nothing else. */
public final class Nowhere implements Upstream {

    private final Failure failure;

    private Nowhere(Failure failure) {
        this.failure = failure;
    }

    /** Nothing will ever be there. */
    public static Nowhere forGood() {
        return new Nowhere(Failure.NO_ROUTE);
    }

    /** Somebody may come. */
    public static Nowhere forNow() {
        return new Nowhere(Failure.ALL_OUT);
    }

    @Override
    public void lease(UpstreamEvents request) {
        request.broken(failure);
    }

    @Override
    public void cancel(UpstreamEvents request) {}

    @Override
    public boolean takesChunks() {
        return true;
    }
}
