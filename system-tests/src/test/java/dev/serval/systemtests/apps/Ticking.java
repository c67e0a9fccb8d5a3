package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Missed;
import dev.serval.app.Request;
import dev.serval.app.Response;
import dev.serval.app.ScheduledRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes into a ledger what it does each second, and when it has done it. */
public final class Ticking implements App {

    private static final long WORK_MILLIS = 300;
    private static final long PID = ProcessHandle.current().pid();

    private AppContext context = new AppContext(0, 1, Map.of());

    @Override
    public void start(AppContext given) {
        context = given;
        context.schedules().every("tick", Duration.ofSeconds(1), Missed.RUN_ONCE, this::tick);
        context.cron("never", "0 0 29 2 *", _ -> {});
        context.every(
                "fail",
                Duration.ofSeconds(1),
                _ -> {
                    throw new IllegalStateException("as planned");
                });
    }

    private void tick(ScheduledRun run) throws Exception {
        write("begin " + run.due().getEpochSecond() + " " + PID);
        TimeUnit.MILLISECONDS.sleep(WORK_MILLIS);
        write("end " + run.due().getEpochSecond() + " " + PID);
    }

    /** One call of the kernel's: lines of several processes do not mix. */
    private void write(String line) throws IOException {
        Path ledger = Path.of(context.settings().getOrDefault("LEDGER", ""));
        Files.writeString(
                ledger, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public Response handle(Request request) {
        return Response.text("worker " + context.worker());
    }
}
