package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.BodyWriter;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Throws before its answer begins; for {@code /late} after a part of it and after somebody has
 * asked for {@code /release}, for {@code /long} with a message of a million characters.
 */
public final class Throwing implements App {

    private static final int MILLION = 1_000_000;
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public Response handle(Request request) {
        return switch (request.path()) {
            case "/late" -> Response.stream("text/plain", this::late);
            case "/release" -> {
                released.countDown();
                yield Response.text("released\n");
            }
            case "/long" -> throw new IllegalStateException("x".repeat(MILLION));
            default ->
                    throw new IllegalStateException(
                            "no <script>shelf</script> & \"no\" room",
                            new IOException("the disk has gone"));
        };
    }

    private void late(BodyWriter out) throws Exception {
        out.write("a part\n");
        out.flush();
        if (released.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("too late");
        }
    }
}
