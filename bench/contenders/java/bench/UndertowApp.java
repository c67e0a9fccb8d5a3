package bench;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;

/** Undertow with a handler on its worker threads, no servlets, and its defaults. */
final class UndertowApp {

    private UndertowApp() {}

    private static void handle(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRequestPath();
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Content.typeOf(path));
        byte[] body =
                path.equals("/up")
                        ? Content.lengthOf(exchange.getInputStream())
                        : Content.of(path);
        exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, body.length);
        exchange.getOutputStream().write(body);
    }

    /**
     * @param args the port
     */
    public static void main(String[] args) {
        Undertow.builder()
                .addHttpListener(Integer.parseInt(args[0]), "127.0.0.1")
                .setHandler(new BlockingHandler(UndertowApp::handle))
                .build()
                .start();
    }
}
