package bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** For uWSGI's JWSGI plugin, which finds {@link #application} by its signature. */
final class JwsgiApp {

    private JwsgiApp() {}

    /** Returns status, header fields and body, in that order. */
    public static Object[] application(HashMap<String, Object> environment)
            throws IOException, InterruptedException {
        String path = (String) environment.get("PATH_INFO");
        byte[] body =
                path.equals("/up")
                        ? Content.lengthOf((InputStream) environment.get("jwsgi.input"))
                        : Content.of(path);
        // uWSGI keeps the client's connection only when the length is known.
        Map<String, String> fields =
                Map.of(
                        "Content-Type", Content.typeOf(path),
                        "Content-Length", Integer.toString(body.length));
        return new Object[] {200, fields, body};
    }
}
