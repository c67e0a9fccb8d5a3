package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Job;
import dev.serval.app.JobResult;
import dev.serval.app.JobRun;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Submits each request's path as a job; what its jobs do is written into a ledger. */
public final class Spooling implements App {

    private AppContext context = new AppContext(0, 1, Map.of());

    @Override
    public void start(AppContext given) {
        context = given;
        context.spool("mail").handle(this::run);
    }

    private JobResult run(JobRun job) throws Exception {
        write("ran " + job.id());
        return switch (job.get("path")) {
            case "/fail" -> throw new IllegalStateException("no route");
            case "/slow" -> {
                TimeUnit.SECONDS.sleep(2);
                write("finished " + job.id());
                yield JobResult.OK;
            }
            case "/forever" -> {
                TimeUnit.HOURS.sleep(1);
                yield JobResult.OK;
            }
            case "/once-more" -> job.attempt() == 1 ? JobResult.RETRY : JobResult.OK;
            default -> JobResult.OK;
        };
    }

    /** One call of the kernel's: lines of several processes do not mix. */
    private void write(String line) throws IOException {
        Path ledger = Path.of(context.settings().getOrDefault("LEDGER", ""));
        Files.writeString(
                ledger, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public Response handle(Request request) throws Exception {
        Job job = Job.of("body").with("path", request.path());
        return Response.text(context.spool("mail").submit(job));
    }
}
