package dev.serval.adapter.jetty;

import dev.serval.app.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/** What the engine may know of the connection that a request came on. */
public class Caller extends Attributes.Lazy implements ConnectionMetaData {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String id = Long.toString(NUMBERS.incrementAndGet());
    private final Connector connector;
    private final HttpConfiguration rules;
    private final Request request;
    private final Map<String, String> vars;

    Caller(Connector connector, HttpConfiguration rules, Request request) {
        this.connector = connector;
        this.rules = rules;
        this.request = request;
        this.vars = request.vars();
    }

    Map<String, String> vars() {
        return vars;
    }

    /** Empty if nobody has asked. */
    public String user() {
        return vars.getOrDefault("REMOTE_USER", "");
    }

    /** How it was asked. */
    public String userType() {
        return vars.getOrDefault("AUTH_TYPE", "BASIC");
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public HttpConfiguration getHttpConfiguration() {
        return rules;
    }

    /** HTTP/2 and HTTP/3 end at the router. */
    @Override
    public HttpVersion getHttpVersion() {
        return request.protocol().equals("HTTP/1.0") ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    }

    @Override
    public String getProtocol() {
        return getHttpVersion().asString();
    }

    /** None: the engine asks only to know its buffers' size, or to upgrade it. */
    @Override
    public @Nullable Connection getConnection() {
        return null;
    }

    @Override
    public Connector getConnector() {
        return connector;
    }

    @Override
    public boolean isPersistent() {
        return true;
    }

    @Override
    public boolean isSecure() {
        return request.scheme().equals("https");
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return address(request.peer().address(), request.peer().port());
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        HostPort own = own();
        return InetSocketAddress.createUnresolved(own.getHost(), own.getPort(port()));
    }

    @Override
    public HostPort getServerAuthority() {
        return authority();
    }

    /** What the client asked for, or where it asked if it did not say. */
    HostPort authority() {
        return request.authority().isEmpty() ? own() : new HostPort(request.authority());
    }

    private HostPort own() {
        return new HostPort(vars.getOrDefault("SERVER_NAME", "localhost"), port());
    }

    private int port() {
        String port = vars.getOrDefault("SERVER_PORT", "");
        boolean number =
                !port.isEmpty() && port.length() < 6 && port.chars().allMatch(Character::isDigit);
        return number ? Integer.parseInt(port) : isSecure() ? 443 : 80;
    }

    /** No name is ever looked up. */
    private static SocketAddress address(String address, int port) {
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(address), port);
        } catch (IllegalArgumentException e) {
            return InetSocketAddress.createUnresolved(address, port);
        }
    }
}
