package hello;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.app.App;
import dev.serval.app.Request;
import dev.serval.app.Response;

/** Answers everything with {@code Hello World} and a line feed. */
public final class Hello implements App {

    private static final byte[] TEXT = "Hello World\n".getBytes(US_ASCII);

    @Override
    public Response handle(Request request) {
        return Response.bytes("text/plain", TEXT);
    }
}
