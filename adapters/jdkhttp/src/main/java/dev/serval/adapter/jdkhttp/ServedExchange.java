package dev.serval.adapter.jdkhttp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import dev.serval.app.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One request as the program sees it. Belongs to the thread that handles it. */
final class ServedExchange extends HttpExchange {

    private final Request request;
    private final ServedContext context;
    private final URI uri;
    private final Reply reply;
    private final Headers asked;
    private final Headers answered = new Headers();
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private InputStream in;
    private OutputStream out;
    private volatile int status = -1;
    private @Nullable HttpPrincipal principal;

    ServedExchange(Request request, ServedContext context, URI uri, Reply reply) {
        this.request = request;
        this.context = context;
        this.uri = uri;
        this.reply = reply;
        this.in = request.body();
        this.out = reply.stream();
        Headers fields = new Headers();
        request.headers().forEach(fields::add);
        this.asked = Headers.of(fields);
    }

    @Override
    public Headers getRequestHeaders() {
        return asked;
    }

    @Override
    public Headers getResponseHeaders() {
        return answered;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public String getRequestMethod() {
        return request.method();
    }

    @Override
    public HttpContext getHttpContext() {
        return context;
    }

    @Override
    public InputStream getRequestBody() {
        return in;
    }

    @Override
    public OutputStream getResponseBody() {
        return out;
    }

    @Override
    public void setStreams(@Nullable InputStream wrappedIn, @Nullable OutputStream wrappedOut) {
        in = wrappedIn == null ? in : wrappedIn;
        out = wrappedOut == null ? out : wrappedOut;
    }

    @Override
    public void sendResponseHeaders(int code, long length) throws IOException {
        reply.head(ReplyHead.of(code, length, answered, request.method()));
        status = code;
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    /** Gives up what was not answered. */
    @Override
    public void close() {
        try {
            in.close();
            if (status >= 0) {
                out.close();
            }
        } catch (IOException _) {
            // The reply knows already.
        }
        reply.close();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        String address = request.peer().address();
        int port = request.peer().port();
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(address), port);
        } catch (IllegalArgumentException e) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        }
    }

    /** Where the program believes to be listening. */
    @Override
    public @Nullable InetSocketAddress getLocalAddress() {
        return context.getServer().getAddress();
    }

    @Override
    public String getProtocol() {
        return request.protocol();
    }

    /** This exchange's, else its context's. */
    @Override
    public @Nullable Object getAttribute(String name) {
        Object own = attributes.get(Objects.requireNonNull(name, "null name parameter"));
        return own == null ? context.getAttributes().get(name) : own;
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        Objects.requireNonNull(name, "null name parameter");
        if (value == null) {
            attributes.remove(name);
            return;
        }
        attributes.put(name, value);
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return principal;
    }

    void passed(HttpPrincipal who) {
        principal = who;
    }
}
