package dev.serval.systemtests.apps;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Mule;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Sends each path to a mule, which writes it into a ledger. */
public final class Carrier implements App {

    private AppContext context = new AppContext(0, 1, Map.of());

    @Override
    public void start(AppContext given) {
        context = given;
    }

    @Override
    public Response handle(Request request) {
        boolean taken = context.shared().send("load", request.path().getBytes(UTF_8));
        return Response.text(taken ? "taken" : "nobody is there");
    }

    /** What takes it. */
    public static final class Donkey implements Mule {

        private final CountDownLatch stopped = new CountDownLatch(1);
        private final CountDownLatch failed = new CountDownLatch(1);

        @Override
        public void run(AppContext context) throws Exception {
            Path ledger = Path.of(context.settings().getOrDefault("LEDGER", ""));
            write(ledger, "begin " + context.worker());
            context.shared()
                    .subscribe(
                            "load",
                            message -> {
                                String path = new String(message, UTF_8);
                                write(ledger, path);
                                if (path.equals("/fail")) {
                                    failed.countDown();
                                }
                            });
            while (stopped.getCount() > 0) {
                if (failed.getCount() == 0) {
                    throw new IllegalStateException("as planned");
                }
                LockSupport.parkNanos(1_000_000);
            }
            write(ledger, "end");
        }

        @Override
        public void stop() {
            stopped.countDown();
        }

        /** One call of the kernel's: lines of several processes do not mix. */
        private static void write(Path ledger, String line) throws IOException {
            Files.writeString(
                    ledger, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
