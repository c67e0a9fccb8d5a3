package bench;

import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content.Source;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty's core, no servlets, with a handler that is allowed to block, and its defaults. */
final class JettyApp extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Content.typeOf(path));
        byte[] body = path.equals("/up") ? length(request) : Content.of(path);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static byte[] length(Request request) throws Exception {
        try (InputStream body = Source.asInputStream(request)) {
            return Content.lengthOf(body);
        }
    }

    /**
     * @param args the port
     */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[0]));
        server.addConnector(connector);
        server.setHandler(new JettyApp());
        server.start();
        server.join();
    }
}
