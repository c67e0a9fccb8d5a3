import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** A program for the JDK's server that knows of no other; it runs alone too. */
public class Program {

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8000;
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> text(exchange, 200, "root"));
        server.createContext("/shop", exchange -> text(exchange, 200, "shop"));
        server.createContext("/shop/cat", exchange -> text(exchange, 200, "cat"));
        server.createContext("/gone", exchange -> text(exchange, 200, "gone"));
        server.removeContext("/gone");
        server.createContext("/echo", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                exchange.getRequestBody().transferTo(out);
            }
        });
        server.createContext("/none", exchange -> {
            exchange.getResponseHeaders().add("X-Many", "a");
            exchange.getResponseHeaders().add("X-Many", "b");
            exchange.sendResponseHeaders(200, -1);
        });
        server.createContext("/no-content", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/asked", exchange -> text(exchange, 200, asked(exchange)));
        server.createContext("/short", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.close();
        });
        server.createContext("/long", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            try (OutputStream out = exchange.getResponseBody()) {
                try {
                    out.write(new byte[3]);
                } catch (IOException e) {
                    out.write("ok".getBytes(StandardCharsets.UTF_8));
                }
            }
        });
        server.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 1000; i++) {
                    out.write("0123456789".repeat(1000).getBytes(StandardCharsets.UTF_8));
                }
            }
        });
        server.createContext("/later", exchange ->
                Thread.ofVirtual().start(() -> {
                    try {
                        text(exchange, 200, "later");
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }));
        server.createContext("/throw", exchange -> {
            throw new IllegalStateException("thrown by the handler");
        });
        server.createContext("/closed", HttpExchange::close);
        HttpContext secret = server.createContext("/secret", exchange ->
                text(exchange, 200, exchange.getPrincipal().getUsername()
                        + " " + exchange.getAttribute("filtered")));
        secret.getFilters().add(Filter.beforeHandler("mark", exchange ->
                exchange.setAttribute("filtered", "yes")));
        secret.setAuthenticator(new BasicAuthenticator("cats") {
            @Override
            public boolean checkCredentials(String user, String password) {
                return user.equals("cat") && password.equals("purr");
            }
        });
        server.createContext("/files/", SimpleFileServer.createFileHandler(
                Path.of("public").toAbsolutePath()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        System.out.println("listening on " + server.getAddress());
    }

    private static String asked(HttpExchange exchange) {
        return String.join(
                " ",
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestURI().getPath(),
                exchange.getProtocol(),
                exchange.getRequestHeaders().getFirst("X-Test"),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                exchange.getLocalAddress().getAddress().getHostAddress(),
                exchange.getHttpContext().getPath());
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
