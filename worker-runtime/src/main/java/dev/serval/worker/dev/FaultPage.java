package dev.serval.worker.dev;

import dev.serval.app.Response;
import dev.serval.control.config.WorkerConfig;
import dev.serval.uwsgi.Vars;
import dev.serval.worker.call.FailurePage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the application threw, where, and for which request: a page for a browser, JSON for who asks
 * for it, text for all others. Reads the developer's sources on the request's thread.
 */
public final class FaultPage implements FailurePage {

    private static final int STATUS = 500;
    private static final String TITLE = "500 Internal Server Error";
    private static final String JSON = "application/json";

    private final List<String> sources;

    /**
     * @param sources folders of the application's source text
     */
    public FaultPage(List<String> sources) {
        this.sources = sources;
    }

    /** What this worker's clients are told. */
    public static FailurePage wanted(WorkerConfig config) {
        if (!config.sources().isEmpty()) {
            return new FaultPage(config.sources());
        }
        return config.catchExceptions() ? FailurePage.TELLING : FailurePage.RETICENT;
    }

    @Override
    public Response of(String id, Throwable fault, Vars vars) {
        Optional<Quote> quote = Quote.of(fault, sources);
        String trace = FailurePage.trace(fault);
        String accept = FailurePage.accept(vars);
        Response answer;
        if (FailurePage.isPage(accept)) {
            answer = Response.html(page(id, fault, trace, quote, ShownRequest.of(vars)));
        } else if (accept.toLowerCase(Locale.ROOT).contains(JSON)) {
            answer = Response.json(json(id, fault, trace, quote));
        } else {
            answer = Response.text(text(id, trace, quote, ShownRequest.of(vars)));
        }
        return answer.withStatus(STATUS)
                .withHeader("Cache-Control", "no-store")
                .withHeader("X-Content-Type-Options", "nosniff");
    }

    private static String place(Optional<Quote> quote) {
        return quote.map(q -> "%s:%d".formatted(q.file(), q.line())).orElse("");
    }

    private static String text(String id, String trace, Optional<Quote> quote, String request) {
        String source = quote.map(q -> place(quote) + "\n" + q.text() + "\n").orElse("");
        return "%s\nrequest %s\n\n%s%s\n%s".formatted(TITLE, id, source, trace, request);
    }

    private static String page(
            String id, Throwable fault, String trace, Optional<Quote> quote, String request) {
        return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title>
        <style>
        body { margin: 0; padding: 2em; background: #141418; color: #eee; font: 14px/1.5 monospace }
        h1 { font-size: 1.3em; color: #f88; white-space: pre-wrap } h2 { font-size: 1em; color: #9cf }
        pre { white-space: pre-wrap }
        </style></head>
        <body><h1 id="serval-fault">%s</h1><p>500 Internal Server Error, request %s</p>
        <h2>%s</h2><pre id="serval-source">%s</pre>
        <h2>Request</h2><pre id="serval-request">%s</pre>
        <h2>Trace</h2><pre>%s</pre></body></html>
        """
                .formatted(
                        TITLE,
                        FailurePage.escaped(fault.toString()),
                        FailurePage.escaped(id),
                        FailurePage.escaped(place(quote)),
                        FailurePage.escaped(
                                quote.map(Quote::text).orElse("no source of this is here")),
                        FailurePage.escaped(request),
                        FailurePage.escaped(trace));
    }

    private static String json(String id, Throwable fault, String trace, Optional<Quote> quote) {
        return "{\"status\":500,\"request\":%s,\"exception\":%s,\"message\":%s,\"file\":%s,\"line\":%d,\"trace\":%s}\n"
                .formatted(
                        quoted(id),
                        quoted(fault.getClass().getName()),
                        quoted(String.valueOf(fault.getMessage())),
                        quoted(quote.map(q -> q.file().toString()).orElse("")),
                        quote.map(Quote::line).orElse(0),
                        quoted(trace));
    }

    /** As a JSON string (RFC 8259 section 7). */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        out.append('\\').append((char) c);
                    } else if (c < ' ') {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.append((char) c);
                    }
                });
        return out.append('"').toString();
    }
}
