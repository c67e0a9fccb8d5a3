import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Job;
import dev.serval.app.JobResult;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.FileOutputStream;
import java.util.Map;

/** Submits as many jobs as the path says; each that is done is a byte in a file. */
public final class Jobs implements App {

    private static final String BODY = "x".repeat(512);

    private AppContext context = new AppContext(0, 1, Map.of());

    @Override
    public void start(AppContext given) throws Exception {
        context = given;
        FileOutputStream done = new FileOutputStream(context.settings().get("DONE"), true);
        context.spool("jobs").handle(run -> {
            done.write('.');
            return JobResult.OK;
        });
    }

    @Override
    public Response handle(Request request) throws Exception {
        int count = Integer.parseInt(request.path().substring(1));
        for (int i = 0; i < count; i++) {
            context.spool("jobs").submit(Job.of(BODY));
        }
        return Response.text("submitted\n");
    }
}
