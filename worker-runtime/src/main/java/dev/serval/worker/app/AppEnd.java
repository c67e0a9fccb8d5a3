package dev.serval.worker.app;

import dev.serval.app.App;
import dev.serval.control.log.EventLog;

/** Tells an application that its end comes. What it throws is logged, and holds nothing up. */
public final class AppEnd {

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private AppEnd() {}

    /** Nothing new comes to it from now on. Returns when it has done what it wants to. */
    public static void drain(App app) {
        quietly("drain", app::drain);
    }

    /** The last call. Returns when it has done what it wants to. */
    public static void stop(App app) {
        quietly("stop", app::stop);
    }

    private static void quietly(String name, Step step) {
        try {
            step.run();
        } catch (Exception | LinkageError e) {
            EventLog.failure("the application's %s() threw".formatted(name), e);
        }
    }
}
