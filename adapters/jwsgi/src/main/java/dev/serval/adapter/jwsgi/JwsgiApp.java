package dev.serval.adapter.jwsgi;

import dev.serval.adapter.usercode.UserCode;
import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.CannotStartException;
import dev.serval.app.Request;
import dev.serval.app.Response;

/** Runs an application for JWSGI: {@code Object[] application(HashMap environment)}. */
public final class JwsgiApp implements App {

    private Entry entry =
            _ -> {
                throw new IllegalStateException("no application is loaded");
            };

    @Override
    public void start(AppContext context) throws CannotStartException {
        UwsgiCalls.install(context);
        UserCode code = UserCode.open(context, JwsgiApp::isServers);
        entry = EntryPoint.find(code, context.settings().getOrDefault("serval.app", ""));
    }

    /** uWSGI's own jar may lie on the class path: its methods need uWSGI. */
    private static boolean isServers(String type) {
        return type.equals("uwsgi") || type.startsWith("uwsgi$");
    }

    @Override
    public Response handle(Request request) throws Exception {
        return Answer.of(entry.answer(Environment.of(request)));
    }
}
