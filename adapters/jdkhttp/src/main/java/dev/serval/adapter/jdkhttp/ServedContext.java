package dev.serval.adapter.jdkhttp;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A path of a server's, and who answers below it. Any thread. */
final class ServedContext extends HttpContext {

    private final HttpServer server;
    private final String path;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private final List<Filter> filters = new CopyOnWriteArrayList<>();
    private volatile @Nullable HttpHandler handler;
    private volatile @Nullable Authenticator authenticator;

    ServedContext(HttpServer server, String path, @Nullable HttpHandler handler) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a context's path begins with a slash");
        }
        this.server = server;
        this.path = path;
        this.handler = handler;
    }

    @Override
    public @Nullable HttpHandler getHandler() {
        return handler;
    }

    @Override
    public void setHandler(HttpHandler chosen) {
        Objects.requireNonNull(chosen, "Null handler parameter");
        if (handler != null) {
            throw new IllegalArgumentException("handler already set");
        }
        handler = chosen;
    }

    @Override
    public String getPath() {
        return path;
    }

    @Override
    public HttpServer getServer() {
        return server;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public List<Filter> getFilters() {
        return filters;
    }

    @Override
    public @Nullable Authenticator setAuthenticator(@Nullable Authenticator chosen) {
        Authenticator before = authenticator;
        authenticator = chosen;
        return before;
    }

    @Override
    public @Nullable Authenticator getAuthenticator() {
        return authenticator;
    }
}
