package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes its time in several ways: {@code /sleep?ms=N} can be interrupted, {@code /spin} and {@code
 * /lock}, which wants a lock that is never free, cannot, {@code /longer?ms=N} asks for the time it
 * needs; all answer with the worker's process id.
 */
public final class Patient implements App {

    private final ReentrantLock taken = new ReentrantLock();
    private volatile boolean spinning = true;

    @Override
    public void start(AppContext context) {
        Thread.ofPlatform().daemon().start(taken::lock);
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        long millis = request.parameter("ms").map(Long::parseLong).orElse(0L);
        switch (request.path()) {
            case "/spin" -> {
                while (spinning) {
                    Thread.onSpinWait();
                }
            }
            case "/lock" -> {
                taken.lock();
                try {
                    spinning = false;
                } finally {
                    taken.unlock();
                }
            }
            case "/longer" -> {
                request.extendDeadline(Duration.ofMillis(millis).plusSeconds(5));
                Thread.sleep(millis);
            }
            default -> Thread.sleep(millis);
        }
        return Response.text(ProcessHandle.current().pid() + "\n");
    }

    @Override
    public void stop() {
        spinning = false;
    }
}
