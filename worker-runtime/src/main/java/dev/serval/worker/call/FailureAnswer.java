package dev.serval.worker.call;

import dev.serval.app.Response;
import dev.serval.http.MediaRanges;
import java.util.Locale;

/** What a client is told when the application threw before its answer began. Pure. */
final class FailureAnswer {

    private static final int STATUS = 500;
    private static final String TITLE = "500 Internal Server Error";
    private static final String HTML = "text/html";

    private FailureAnswer() {}

    /**
     * Nothing of what was thrown.
     *
     * @param id stands in the log too
     */
    static Response reticent(String id) {
        return Response.text(text(id)).withStatus(STATUS);
    }

    /**
     * All of it, for whoever develops the application: text, or a page for a browser.
     *
     * @param id stands in the log too
     * @param trace as {@link Trace} has it
     * @param accept the value of Accept; empty if there is none
     */
    static Response telling(String id, String trace, String accept) {
        Response answer =
                wantsPage(accept)
                        ? Response.html(page(id, trace))
                        : Response.text(text(id) + "\n" + trace);
        return answer.withStatus(STATUS)
                .withHeader("Cache-Control", "no-store")
                .withHeader("X-Content-Type-Options", "nosniff");
    }

    /** Only who names pages gets one: most tools accept anything. */
    static boolean wantsPage(String accept) {
        int html = MediaRanges.quality(accept, HTML);
        return accept.toLowerCase(Locale.ROOT).contains(HTML)
                && html > 0
                && html >= MediaRanges.quality(accept, "text/plain");
    }

    /** Fit for the text of an element and for an attribute in quotes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String text(String id) {
        return TITLE + "\nrequest " + id + "\n";
    }

    private static String page(String id, String trace) {
        return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
        <body><h1>%s</h1><p>request %s</p>
        <pre>
        %s</pre></body></html>
        """
                .formatted(TITLE, TITLE, escaped(id), escaped(trace));
    }
}
