package dev.serval.adapter.war;

import dev.serval.adapter.jetty.GatewayUser;
import org.eclipse.jetty.ee11.servlet.ServletHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Servlets that know the gateway's user. Behind the WAR's security, which forgets whatever user it
 * has not asked for itself.
 */
final class GatewayServlets extends ServletHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        GatewayUser.enter(request);
        return super.handle(request, response, callback);
    }
}
