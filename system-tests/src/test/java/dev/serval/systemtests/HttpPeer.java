package dev.serval.systemtests;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Python's own HTTP server, which answers with what it was asked and by which process. */
final class HttpPeer implements AutoCloseable {

    private static final String SERVER =
            """
            import http.server, os, socketserver, sys
            class Teller(http.server.BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                def do_GET(self):
                    self.rfile.read(int(self.headers.get("content-length", 0)))
                    if self.path == "/large":
                        self.wfile.write(b"HTTP/1.1 200 OK\\r\\ncontent-length: 24000000\\r\\n\\r\\n")
                        self.wfile.write(b"".join(b"%08d" % i for i in range(3000000)))
                        return
                    told = "pid: %d\\n%s %s\\n%s" % (os.getpid(), self.command, self.path, self.headers)
                    head = "HTTP/1.1 200 OK\\r\\ncontent-length: %d\\r\\n\\r\\n" % len(told)
                    self.wfile.write((head + ("" if self.command == "HEAD" else told)).encode())
                do_HEAD = do_POST = do_PUT = do_GET
                def log_message(self, *args):
                    pass
            class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
                daemon_threads = True
                request_queue_size = 128
            server = Server(("127.0.0.1", int(sys.argv[1])), Teller)
            print("listening", flush=True)
            server.serve_forever()
            """;

    private final ReservedPort port;
    private Started started;

    HttpPeer() throws IOException {
        port = new ReservedPort();
        started = start();
    }

    private Started start() throws IOException {
        Started server =
                Started.command(
                        Serval.emptyFolder(),
                        Map.of(),
                        List.of("/usr/bin/python3", "-c", SERVER, Integer.toString(port.number())));
        server.awaitLine("listening");
        return server;
    }

    String address() {
        return "http://127.0.0.1:" + port.number();
    }

    /** The line each of its answers begins with. */
    String told() {
        return "pid: " + started.pid();
    }

    void kill() {
        started.close();
    }

    void startAgain() throws IOException {
        started = start();
    }

    @Override
    public void close() throws IOException {
        started.close();
        port.close();
    }
}
