package dev.serval.adapter.boot;

import dev.serval.adapter.boot.link.Inlet;
import dev.serval.adapter.usercode.MainMethod;
import dev.serval.app.CannotStartException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The program: its main on a thread of its own, until its context is ready; then its end. */
final class Program {

    /** For a context that another thread makes. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String jar;
    private final MainMethod main;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Thread lastWords = new Thread(this::endedItself, "boot-exit");

    Program(String jar, MainMethod main) {
        this.jar = jar;
        this.main = main;
    }

    /**
     * Calls main, and returns when the program is ready.
     *
     * @throws CannotStartException if main throws before, or there is no web server
     */
    void start(String[] words) throws CannotStartException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(lastWords);
        try {
            // Boot looks for this name, and then does not end the process by itself.
            Thread.ofPlatform().name("main").start(() -> run(words));
            await();
        } finally {
            unhook();
        }
    }

    private void unhook() {
        try {
            Runtime.getRuntime().removeShutdownHook(lastWords);
        } catch (IllegalStateException _) {
            // It runs already.
        }
    }

    private void await() throws CannotStartException, InterruptedException {
        CompletableFuture<AutoCloseable> ready = Inlet.ready();
        try {
            CompletableFuture.anyOf(ready, Inlet.webless(), over).get();
            if (!ready.isDone() && Inlet.webless().isDone()) {
                throw webless();
            }
            ready.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw threw(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw webless();
        }
    }

    private CannotStartException webless() {
        return new CannotStartException(
                ("boot: %s has started and has no web server on Tomcat (main of %s, %s); --boot serves web"
                                + " applications: add spring-boot-starter-web (Boot 3) or"
                                + " spring-boot-starter-webmvc (Boot 4), or look at"
                                + " spring.main.web-application-type")
                        .formatted(
                                jar,
                                main.type().getName(),
                                Inlet.webless().getNow("it has returned and no context is ready")));
    }

    /** What Boot has reported is not shown twice. */
    private CannotStartException threw(Throwable fault) {
        boolean reported = fault instanceof Reported;
        Throwable cause = reported && fault.getCause() != null ? fault.getCause() : fault;
        return new CannotStartException(
                "boot: the main of %s (%s) threw %s%s"
                        .formatted(
                                main.type().getName(),
                                jar,
                                cause,
                                reported ? "; what Spring Boot says of it is above" : ""),
                reported ? null : cause);
    }

    /** A failure that Spring Boot has logged. */
    private static final class Reported extends Exception {

        private static final long serialVersionUID = 1L;

        Reported(Throwable cause) {
            super(cause);
        }
    }

    private void run(String[] words) {
        try {
            main.call(words);
            over.complete(null);
        } catch (Throwable e) {
            Thread self = Thread.currentThread();
            Thread.UncaughtExceptionHandler handler = self.getUncaughtExceptionHandler();
            boolean boots = handler.getClass().getName().startsWith("org.springframework.boot.");
            self.setUncaughtExceptionHandler(null);
            if (!over.completeExceptionally(boots ? new Reported(e) : e)
                    || Inlet.ready().isDone()) {
                self.getUncaughtExceptionHandler().uncaughtException(self, e);
            }
        }
    }

    private void endedItself() {
        System.err.printf(
                "boot: %s has ended this process (System.exit) before it was ready to serve%n",
                jar);
    }

    /** Closes the context, which ends requests that run, as the program has it configured. */
    void stop() throws Exception {
        AutoCloseable context = Inlet.ready().getNow(null);
        if (context != null) {
            context.close();
        }
    }
}
