package dev.serval.router.upstream;

/** For requests that nobody serves: no rule concerns them, and there is nothing else. */
public final class Nowhere implements Upstream {

    @Override
    public void lease(UpstreamEvents request) {
        request.broken(Failure.NO_ROUTE);
    }

    @Override
    public void cancel(UpstreamEvents request) {}

    @Override
    public boolean takesChunks() {
        return true;
    }
}
