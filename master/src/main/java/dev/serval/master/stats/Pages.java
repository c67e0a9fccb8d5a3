package dev.serval.master.stats;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.function.Supplier;

/** What there is to be read, by path. Any thread. */
public final class Pages {

    static final String JSON = "application/json";
    private static final int OK = HttpResponseStatus.OK.code();

    private final Supplier<ServerView> view;

    /**
     * @param view asked for each page
     */
    public Pages(Supplier<ServerView> view) {
        this.view = view;
    }

    /** The statistics. */
    Page json() {
        return new Page(OK, JSON, StatsJson.of(view.get(), StatsJson.Detail.PLAIN));
    }

    /**
     * @param target of a GET
     * @param accept what its client takes; empty if it does not say
     */
    Page of(String target, String accept) {
        return switch (new QueryStringDecoder(target).path()) {
            case "/" -> accept.contains("text/html") ? Dashboard.page() : json();
            case "/stats" -> json();
            case "/stats/histograms" ->
                    new Page(OK, JSON, StatsJson.of(view.get(), StatsJson.Detail.HISTOGRAMS));
            case "/dashboard" -> Dashboard.page();
            case "/metrics" -> MetricsPage.of(view.get(), accept);
            case "/-/live" -> Page.text(OK, "live");
            case "/-/ready" -> health(view.get().health().ready(), "ready");
            case "/-/startup" -> health(view.get().health().started(), "started");
            default ->
                    Page.text(
                            HttpResponseStatus.NOT_FOUND.code(),
                            "there are /dashboard, /stats, /metrics, /-/live, /-/ready and /-/startup");
        };
    }

    private static Page health(boolean well, String what) {
        return well
                ? Page.text(OK, what)
                : Page.text(HttpResponseStatus.SERVICE_UNAVAILABLE.code(), "not " + what);
    }
}
