package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.time.Duration;
import java.util.Map;

/** Counts what it sells. {@code /bad} counts what cannot be counted. */
public final class Shop implements App {

    private AppContext context = new AppContext(0, 1, Map.of());

    @Override
    public void start(AppContext given) {
        context = given;
        context.gauge("shelves", 2.5);
    }

    @Override
    public Response handle(Request request) {
        if (request.path().equals("/bad")) {
            context.count("a name", 1);
        }
        context.count("orders", "kind", request.parameter("kind").orElse(""));
        context.count("pages", 3);
        context.time("payment", Duration.ofMillis(20));
        return Response.text("sold\n");
    }
}
