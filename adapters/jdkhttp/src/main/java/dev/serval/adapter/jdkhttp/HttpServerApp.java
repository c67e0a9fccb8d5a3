package dev.serval.adapter.jdkhttp;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.spi.HttpServerProvider;
import dev.serval.adapter.usercode.MainMethod;
import dev.serval.adapter.usercode.UserCode;
import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.CannotStartException;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs a program for the JDK's {@code com.sun.net.httpserver}. */
public final class HttpServerApp implements App {

    private static final String PROPERTY = "com.sun.net.httpserver.HttpServerProvider";

    /** The JDK looks for a provider among the server's classes; this one looks among ours. */
    private static final String PASSED_ON = "dev.serval.worker.app.AppHttpServerProvider";

    @Override
    public void start(AppContext context) throws CannotStartException, InterruptedException {
        claim();
        UserCode code = UserCode.open(context, _ -> false);
        String[] words =
                context.settings().getOrDefault("serval.app", "").strip().split("\\s+", -1);
        MainMethod main = MainMethod.of("jdk-http", code.find("jdk-http", words[0]));
        new Program(main).start(Arrays.copyOfRange(words, 1, words.length));
    }

    /** The JVM's provider is chosen once, by the first who asks. */
    private static void claim() throws CannotStartException {
        System.setProperty(PROPERTY, PASSED_ON);
        String chosen = HttpServerProvider.provider().getClass().getName();
        if (!chosen.equals(PASSED_ON)) {
            throw new CannotStartException(
                    "--jdk-http: this JVM has chosen %s for its HttpServer already; leave out the --jvm-opt that loads it"
                            .formatted(chosen));
        }
    }

    @Override
    public Response handle(Request request) throws Exception {
        ServedServer server = ServedServers.serving();
        if (server == null) {
            return page(503, "Service Unavailable", "The program has stopped its server");
        }
        URI uri;
        try {
            uri = new URI(request.target());
        } catch (URISyntaxException e) {
            return page(400, "Bad Request", "URISyntaxException thrown");
        }
        String path = uri.getPath();
        ServedContext context = path == null ? null : server.contexts().find(path);
        if (context == null) {
            return page(404, "Not Found", "No context found for request");
        }
        HttpHandler handler = context.getHandler();
        if (handler == null) {
            return page(500, "Internal Server Error", "No handler for context");
        }
        Reply reply = new Reply();
        ServedExchange exchange = new ServedExchange(request, context, uri, reply);
        Handling handling = new Handling(context, handler, exchange, reply);
        try {
            execute(Objects.requireNonNull(server.getExecutor()), handling);
        } catch (RejectedExecutionException e) {
            return page(503, "Service Unavailable", "The program's executor takes no more");
        }
        return reply.await();
    }

    /** This thread must be free to send the answer, whatever the executor thinks. */
    private static void execute(Executor executor, Handling handling) {
        Thread core = Thread.currentThread();
        executor.execute(() -> {
            if (Thread.currentThread() == core) {
                Thread.ofVirtual().start(handling);
            } else {
                handling.run();
            }
        });
    }

    /** What the JDK's server says for itself. */
    private static Response page(int status, String title, String why) {
        return Response.html("<h1>%d %s</h1>%s".formatted(status, title, why)).withStatus(status);
    }
}
