package dev.serval.adapter.jdkhttp;

import dev.serval.adapter.usercode.MainMethod;
import dev.serval.app.CannotStartException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The program: its main on a thread of its own, until it has started a server. */
final class Program {

    /** For a server that another thread starts. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final MainMethod main;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    Program(MainMethod main) {
        this.main = main;
    }

    /**
     * Calls main, and returns when a server is started.
     *
     * @throws CannotStartException if main throws before, or returns and none is started soon after
     */
    void start(String[] words) throws CannotStartException, InterruptedException {
        Thread.ofPlatform().name("main").start(() -> run(words));
        CompletableFuture<Void> first = ServedServers.first();
        try {
            CompletableFuture.anyOf(first, over).get();
            first.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CannotStartException(
                    "--jdk-http: the main of %s threw %s"
                            .formatted(main.type().getName(), e.getCause()),
                    e.getCause());
        } catch (TimeoutException e) {
            throw new CannotStartException(
                    ("--jdk-http: the main of %s has returned, and no com.sun.net.httpserver.HttpServer"
                                    + " was started within %d s; call HttpServer.create and start, or"
                                    + " run a program of another kind another way (see docs/jdk-httpserver.md)")
                            .formatted(main.type().getName(), GRACE.toSeconds()));
        }
    }

    private void run(String[] words) {
        try {
            main.call(words);
            over.complete(null);
        } catch (Throwable e) {
            if (!over.completeExceptionally(e) || ServedServers.first().isDone()) {
                Thread self = Thread.currentThread();
                self.getUncaughtExceptionHandler().uncaughtException(self, e);
            }
        }
    }
}
