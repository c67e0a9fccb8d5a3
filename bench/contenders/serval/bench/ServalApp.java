package bench;

import dev.serval.app.App;
import dev.serval.app.Request;
import dev.serval.app.Response;

/** For Serval itself. Compiled apart, against the API of this checkout and for its Java. */
public final class ServalApp implements App {

    @Override
    public Response handle(Request request) throws Exception {
        String path = request.path();
        byte[] body =
                path.equals("/up") ? Content.lengthOf(request.body()) : Content.of(path);
        return Response.bytes(Content.typeOf(path), body);
    }
}
