package dev.serval.adapter.jetty;

import java.security.Principal;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.security.authentication.LoginAuthenticator.UserAuthenticationSucceeded;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Knows the user that a gateway has asked for a password ({@code REMOTE_USER}), unless the
 * application has asked for one itself. Behind Jetty's security, which forgets whatever user it has
 * not asked for.
 */
public final class GatewayUser extends Handler.Wrapper {

    private record User(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    /** To be put in between. */
    public GatewayUser() {}

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
