package dev.serval.worker.app;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.CannotStartException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts an application and waits until it is ready. On the main thread. */
public final class AppStart {

    private static final long READY_POLL_MILLIS = 50;

    private AppStart() {}

    /** The environment, and what the server adds to it. */
    public static Map<String, String> settings(Map<String, String> added) {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(added);
        return all;
    }

    /**
     * Returns when it is ready.
     *
     * @param module its name for the operator
     * @throws AppLoadException if it threw
     * @throws InterruptedException never
     */
    public static void begin(App loaded, AppContext context, String module)
            throws AppLoadException, InterruptedException {
        try {
            loaded.start(context);
            while (!loaded.ready()) {
                TimeUnit.MILLISECONDS.sleep(READY_POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (CannotStartException e) {
            throw AppLoadException.refused(e);
        } catch (Exception | Error e) {
            // Anything that is let through ends this thread, not the process: nobody would know.
            throw AppLoadException.startThrew(module, e);
        }
    }
}
