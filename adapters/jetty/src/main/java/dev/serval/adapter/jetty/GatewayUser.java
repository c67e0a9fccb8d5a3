package dev.serval.adapter.jetty;

import java.security.Principal;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.security.authentication.LoginAuthenticator.UserAuthenticationSucceeded;
import org.eclipse.jetty.server.Request;

/** The user that a gateway has asked for a password ({@code REMOTE_USER}). */
public final class GatewayUser {

    private record User(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    private GatewayUser() {}

    /** Makes it the request's user, unless the application has asked for one itself. */
    public static void enter(Request request) {
        if (AuthenticationState.getAuthenticationState(request) == null
                && request.getConnectionMetaData() instanceof Caller caller
                && !caller.user().isEmpty()) {
            UserIdentity user = UserIdentity.from(null, new User(caller.user()));
            AuthenticationState.setAuthenticationState(
                    request, new UserAuthenticationSucceeded(caller.userType(), user));
        }
    }
}
