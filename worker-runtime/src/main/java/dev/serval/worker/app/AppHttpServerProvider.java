package dev.serval.worker.app;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ServiceLoader;

/**
 * Stands in for an application's own provider of {@code com.sun.net.httpserver}: the JDK looks for
 * one in the class path of the process only, where nothing of an application is. Named by the
 * system property that the JDK asks.
 */
public final class AppHttpServerProvider extends HttpServerProvider {

    private final HttpServerProvider own;

    /** Made by the JDK, once, on a thread of the application's that asks for it first. */
    public AppHttpServerProvider() {
        this.own =
                ServiceLoader.load(
                                HttpServerProvider.class,
                                Thread.currentThread().getContextClassLoader())
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException("the application brings no provider"));
    }

    @Override
    public HttpServer createHttpServer(InetSocketAddress address, int backlog) throws IOException {
        return own.createHttpServer(address, backlog);
    }

    @Override
    public HttpsServer createHttpsServer(InetSocketAddress address, int backlog)
            throws IOException {
        return own.createHttpsServer(address, backlog);
    }
}
