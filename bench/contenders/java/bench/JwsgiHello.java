package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashMap;
import java.util.Map;

/** The same answer for uWSGI's JWSGI plugin, which finds {@link #application} by its signature. */
final class JwsgiHello {

    private static final byte[] TEXT = "Hello World\n".getBytes(US_ASCII);
    // uWSGI keeps the client's connection only when the length is known.
    private static final Map<String, String> FIELDS =
            Map.of("Content-Type", "text/plain", "Content-Length", "12");

    private JwsgiHello() {}

    /** Returns status, header fields and body, in that order. */
    public static Object[] application(HashMap<String, Object> environment) {
        return new Object[] {200, FIELDS, TEXT};
    }
}
