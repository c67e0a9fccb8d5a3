package dev.serval.adapter.boot.bridge;

import dev.serval.adapter.boot.link.Inlet;
import dev.serval.adapter.jetty.Exchange;
import dev.serval.adapter.jetty.GatewayUser;
import dev.serval.app.LateAnswer;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.util.List;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** Jetty's transport: none. It takes part in what a connector is asked for. */
public final class ServalConnector extends LocalConnector implements Inlet.Server {

    private final HttpConfiguration rules;

    private ServalConnector(Server server, HttpConfiguration rules) {
        super(server, null, null, null, 0, new HttpConnectionFactory(rules));
        this.rules = rules;
    }

    /** Takes the place of a server's connectors, by the rules of the first. */
    static void plug(Server server) {
        HttpConfiguration rules = rules(server);
        rules.setSendServerVersion(false);
        rules.setSendDateHeader(false);
        rules.setSendXPoweredBy(false);
        // Bodies are bounded where they come in, and read with a clock of the worker's.
        rules.setIdleTimeout(-1);
        List<SecurityHandler> guards = server.getDescendants(SecurityHandler.class);
        guards.forEach(guard -> guard.insertHandler(new GatewayUser()));
        server.setConnectors(new Connector[] {new ServalConnector(server, rules)});
    }

    private static HttpConfiguration rules(Server server) {
        for (Connector asked : server.getConnectors()) {
            var factory = asked.getConnectionFactory(HttpConfiguration.ConnectionFactory.class);
            if (factory != null) {
                return new HttpConfiguration(factory.getHttpConfiguration());
            }
        }
        return new HttpConfiguration();
    }

    @Override
    public @Nullable Response answer(Request request, LateAnswer.Start start) throws Exception {
        return new Exchange(this, rules, request, start).run();
    }

    /** Nothing is bound. Asked by Boot, by reflection. */
    public int getLocalPort() {
        return -1;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Inlet.open(this);
    }

    @Override
    protected void doStop() throws Exception {
        Inlet.close(this);
        super.doStop();
    }
}
