import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A program that knows nothing of Serval: it listens where PORT says. */
public class Web {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    public static void main(String... args) throws IOException {
        int port = Integer.parseInt(args.length > 0 ? args[0] : System.getenv("PORT"));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, 200, text(exchange, port)));
        server.createContext(
                "/health", exchange -> answer(exchange, Files.exists(Path.of("well")) ? 204 : 503, ""));
        server.createContext("/stuck", exchange -> await(NEVER));
        server.start();
        System.out.println("listening on " + port);
        System.err.println("{\"level\": \"info\"}");
    }

    private static String text(HttpExchange exchange, int port) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        return "%s %s, %d bytes, process %d, port %d, worker %s"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        body.length,
                        ProcessHandle.current().pid(),
                        port,
                        System.getenv("SERVAL_SLOT"));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes();
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
