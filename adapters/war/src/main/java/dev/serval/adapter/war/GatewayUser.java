package dev.serval.adapter.war;

import dev.serval.adapter.jetty.Caller;
import java.security.Principal;
import org.eclipse.jetty.ee11.servlet.ServletHandler;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.security.authentication.LoginAuthenticator.UserAuthenticationSucceeded;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The user that a gateway has asked for a password ({@code REMOTE_USER}); a WAR may ask itself.
 *
 * <p>Behind the WAR's security, which forgets whatever user it has not asked for itself.
 */
final class GatewayUser extends ServletHandler {

    private record User(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (AuthenticationState.getAuthenticationState(request) == null
                && request.getConnectionMetaData() instanceof Caller caller
                && !caller.user().isEmpty()) {
            UserIdentity user = UserIdentity.from(null, new User(caller.user()));
            AuthenticationState.setAuthenticationState(
                    request, new UserAuthenticationSucceeded(caller.userType(), user));
        }
        return super.handle(request, response, callback);
    }
}
