package dev.serval.adapter.jdkhttp;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server that the program made. It binds nothing: what it is told to bind is only remembered, for
 * whoever asks for its address. Any thread.
 */
final class ServedServer extends HttpServer {

    private static final String WRONG_STATE = "server in wrong state";

    private final Contexts contexts = new Contexts();
    private @Nullable InetSocketAddress address;
    private @Nullable Executor executor;
    private boolean started;
    private boolean stopped;

    ServedServer(@Nullable InetSocketAddress address) {
        this.address = address;
    }

    @Override
    public synchronized void bind(InetSocketAddress to, int backlog) throws BindException {
        if (address != null) {
            throw new BindException("HttpServer already bound");
        }
        address = Objects.requireNonNull(to, "null address");
    }

    /** Requests come from now on, if this is the only one that is started. */
    @Override
    public synchronized void start() {
        if (address == null || started || stopped) {
            throw new IllegalStateException(WRONG_STATE);
        }
        if (executor == null) {
            executor = Executors.newSingleThreadExecutor(ServedServer::dispatcher);
        }
        started = true;
        ServedServers.started(this);
    }

    /** As in the JDK: without an executor, one thread runs all handlers. */
    private static Thread dispatcher(Runnable work) {
        Thread made = new Thread(work, "HTTP-Dispatcher");
        made.setDaemon(true);
        return made;
    }

    @Override
    public synchronized void setExecutor(@Nullable Executor chosen) {
        if (started) {
            throw new IllegalStateException("server already started");
        }
        executor = chosen;
    }

    @Override
    public synchronized @Nullable Executor getExecutor() {
        return executor;
    }

    /**
     * Takes no more requests. Those that run are waited for by the worker, not here.
     *
     * @param seconds not waited
     */
    @Override
    public synchronized void stop(int seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("negative delay parameter");
        }
        stopped = true;
        ServedServers.stopped(this);
    }

    @Override
    public HttpContext createContext(String path, HttpHandler handler) {
        Objects.requireNonNull(handler, "null handler, or path parameter");
        return contexts.add(new ServedContext(this, path, handler));
    }

    @Override
    public HttpContext createContext(String path) {
        return contexts.add(new ServedContext(this, path, null));
    }

    @Override
    public void removeContext(String path) {
        contexts.remove(Objects.requireNonNull(path, "null path parameter"));
    }

    @Override
    public void removeContext(HttpContext context) {
        contexts.remove(context);
    }

    @Override
    public synchronized @Nullable InetSocketAddress getAddress() {
        return address;
    }

    Contexts contexts() {
        return contexts;
    }
}
