package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.util.concurrent.CountDownLatch;

/** Never becomes ready. */
public final class Hanging implements App {

    @Override
    public void start(AppContext context) throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public Response handle(Request request) {
        return Response.status(204);
    }
}
