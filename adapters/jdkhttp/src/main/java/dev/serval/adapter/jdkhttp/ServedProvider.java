package dev.serval.adapter.jdkhttp;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Makes servers that the worker serves. */
public final class ServedProvider extends HttpServerProvider {

    /** Of each JVM: made by the JDK's own look-up. */
    public ServedProvider() {}

    @Override
    public HttpServer createHttpServer(@Nullable InetSocketAddress address, int backlog) {
        return new ServedServer(address);
    }

    /**
     * @throws IOException always
     */
    @Override
    public HttpsServer createHttpsServer(@Nullable InetSocketAddress address, int backlog)
            throws IOException {
        throw new IOException(
                "HttpsServer is not served: TLS ends at the router; create an HttpServer, and start"
                        + " Serval with --https");
    }
}
