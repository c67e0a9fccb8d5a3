package dev.serval.adapter.jdkhttp;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exchange's way through a context: its filters, its authenticator, its handler. Runs on the
 * program's executor.
 *
 * @param handler of the context
 */
record Handling(ServedContext context, HttpHandler handler, ServedExchange exchange, Reply reply)
        implements Runnable {

    @Override
    public void run() {
        if (!reply.begin()) {
            return;
        }
        try {
            Filter.Chain last = new Filter.Chain(List.of(), this::authenticated);
            new Filter.Chain(context.getFilters(), last::doFilter).doFilter(exchange);
            reply.returned();
        } catch (Throwable e) {
            reply.failed(e);
        }
    }

    private void authenticated(HttpExchange passed) throws IOException {
        @Nullable Authenticator authenticator = context.getAuthenticator();
        if (authenticator == null) {
            handler.handle(passed);
            return;
        }
        switch (authenticator.authenticate(passed)) {
            case Authenticator.Success success -> {
                exchange.passed(success.getPrincipal());
                handler.handle(passed);
            }
            case Authenticator.Retry retry -> refuse(passed, retry.getResponseCode());
            case Authenticator.Failure failure -> refuse(passed, failure.getResponseCode());
            default -> throw new IOException("an authenticator with a result of its own");
        }
    }

    private static void refuse(HttpExchange passed, int status) throws IOException {
        try (InputStream body = passed.getRequestBody()) {
            body.transferTo(OutputStream.nullOutputStream());
        }
        passed.sendResponseHeaders(status, -1);
    }
}
