package dev.serval.master.stats;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.function.Supplier;

/** What there is to be read, by path. Any thread. */
public final class Pages {

    private static final String JSON = "application/json";

    private final Supplier<ServerView> view;

    /**
     * @param view asked for each page
     */
    public Pages(Supplier<ServerView> view) {
        this.view = view;
    }

    /** The statistics. */
    Page json() {
        return new Page(HttpResponseStatus.OK.code(), JSON, StatsJson.of(view.get()));
    }

    /**
     * @param target of a GET
     * @param accept what its client takes; empty if it does not say
     */
    Page of(String target, String accept) {
        return switch (new QueryStringDecoder(target).path()) {
            case "/", "/stats" -> json();
            case "/metrics" -> MetricsPage.of(view.get(), accept);
            case "/-/live" -> Page.text(HttpResponseStatus.OK.code(), "live");
            case "/-/ready" -> health(view.get().health().ready(), "ready");
            case "/-/startup" -> health(view.get().health().started(), "started");
            default ->
                    Page.text(
                            HttpResponseStatus.NOT_FOUND.code(),
                            "there are /stats, /metrics, /-/live, /-/ready and /-/startup");
        };
    }

    private static Page health(boolean well, String what) {
        return well
                ? Page.text(HttpResponseStatus.OK.code(), what)
                : Page.text(HttpResponseStatus.SERVICE_UNAVAILABLE.code(), "not " + what);
    }
}
