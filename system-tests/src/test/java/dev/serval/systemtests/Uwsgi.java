package dev.serval.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The real uWSGI: its HTTP router, or workers of its own with a Django page. */
final class Uwsgi implements AutoCloseable {

    private final ReservedPort port;
    private final Started started;

    private Uwsgi(ReservedPort port, Started started) {
        this.port = port;
        this.started = started;
    }

    /** The HTTP router, in front of whoever listens on this port. */
    static Uwsgi before(int worker) throws IOException {
        Path folder = Serval.emptyFolder();
        ReservedPort port = new ReservedPort();
        String config =
                """
                [uwsgi]
                plugins = http
                master = true
                die-on-term = true
                buffer-size = 65535
                http = 127.0.0.1:%d
                http-to = 127.0.0.1:%d
                http-websockets = true
                """
                        .formatted(port.number(), worker);
        return new Uwsgi(port, run(folder, config, "spawned uWSGI http 1"));
    }

    /** A Python worker that serves {@code django/page.py} over the uwsgi protocol. */
    static Uwsgi django() throws IOException {
        return python("/django/page.py");
    }

    /** A Python worker that echoes messages with uWSGI's own WebSocket functions. */
    static Uwsgi talking() throws IOException {
        return python("/uwsgi/talk.py");
    }

    private static Uwsgi python(String file) throws IOException {
        Path folder = Serval.emptyFolder();
        try (InputStream page = Uwsgi.class.getResourceAsStream(file)) {
            Files.copy(Objects.requireNonNull(page), folder.resolve("page.py"));
        }
        ReservedPort port = new ReservedPort();
        String config =
                """
                [uwsgi]
                plugins = python3
                master = true
                die-on-term = true
                need-app = true
                buffer-size = 32768
                threads = 4
                enable-threads = true
                socket = 127.0.0.1:%d
                wsgi-file = page.py
                """
                        .formatted(port.number());
        return new Uwsgi(port, run(folder, config, "spawned uWSGI worker 1"));
    }

    /** The HTTP router, for whoever subscribes on the UDP port of the same number. */
    static Uwsgi subscriptions() throws IOException {
        ReservedPort port = new ReservedPort();
        String config =
                """
                [uwsgi]
                plugins = http
                master = true
                die-on-term = true
                http = 127.0.0.1:%d
                http-subscription-server = 127.0.0.1:%d
                """
                        .formatted(port.number(), port.number());
        return new Uwsgi(port, run(Serval.emptyFolder(), config, "spawned uWSGI http 1"));
    }

    /**
     * A Python worker that says its name, subscribes by this line each second, and on TERM finishes
     * what it has. It has one thread: with more, uWSGI's worker now and then answers nobody once it
     * is told to finish, and is killed after a minute (5 of 120 on a busy machine; with one, none
     * of 150).
     */
    static Uwsgi subscribing(String name, String line) throws IOException {
        Path folder = Serval.emptyFolder();
        try (InputStream page = Uwsgi.class.getResourceAsStream("/uwsgi/hello.py")) {
            Files.copy(Objects.requireNonNull(page), folder.resolve("hello.py"));
        }
        ReservedPort port = new ReservedPort();
        String config =
                """
                [uwsgi]
                plugins = python3
                master = true
                need-app = true
                listen = 100
                socket = 127.0.0.1:%d
                wsgi-file = hello.py
                env = NODE=%s
                subscribe-freq = 1
                hook-master-start = unix_signal:15 gracefully_kill_them_all
                %s
                """
                        .formatted(port.number(), name, line);
        return new Uwsgi(port, run(folder, config, "spawned uWSGI worker 1"));
    }

    void awaitLine(String regex) {
        started.awaitLine(regex);
    }

    /** As an operator does it. */
    void stop() throws InterruptedException {
        started.signal("TERM");
        started.awaitExit();
    }

    /** Kills all of it. */
    void kill() {
        started.close();
    }

    /** Serves an application for JWSGI over HTTP, from the folder of its classes. */
    static Uwsgi jwsgi(Path classes, String app) throws IOException {
        ReservedPort port = new ReservedPort();
        String config =
                """
                [uwsgi]
                plugins = jvm_openjdk17,jwsgi_openjdk17
                master = true
                die-on-term = true
                buffer-size = 32768
                http-socket = 127.0.0.1:%d
                http-socket-modifier1 = 8
                jvm-classpath = /usr/share/java/uwsgi.jar
                jwsgi = %s
                """
                        .formatted(port.number(), app);
        return new Uwsgi(port, run(classes, config, "JWSGI app .* loaded"));
    }

    private static Started run(Path folder, String config, String ready) throws IOException {
        Files.writeString(folder.resolve("app.ini"), config);
        Started started =
                Started.command(
                        folder, Map.of(), List.of("/usr/bin/uwsgi-core", "--ini", "app.ini"));
        started.awaitLine(ready);
        return started;
    }

    int port() {
        return port.number();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port.number() + path);
    }

    @Override
    public void close() throws IOException {
        started.close();
        port.close();
    }
}
