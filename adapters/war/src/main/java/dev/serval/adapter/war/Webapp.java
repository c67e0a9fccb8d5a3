package dev.serval.adapter.war;

import dev.serval.adapter.jetty.GatewayUser;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.webapp.JettyWebXmlConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.security.EmptyLoginService;
import org.eclipse.jetty.util.component.LifeCycle;

/** How one WAR is set up. */
final class Webapp {

    /**
     * Of the adapter's class path, what a WAR does not see; it may bring its own.
     *
     * <p>The Jakarta APIs and what compiled JSP pages call stay visible.
     */
    private static final String[] HIDDEN = {
        "dev.serval.", "org.slf4j.", "org.objectweb.asm.", "org.eclipse.jdt.", "org.jspecify."
    };

    /** What is taken from here even if a WAR has it too: what the JSP engine here has compiled. */
    private static final String[] OURS_FIRST = {"org.apache.jasper.", "org.apache.el."};

    /** Other containers' own initializers, should a WAR bring the container along. */
    private static final String NOT_INITIALIZED =
            "org\\.apache\\.(catalina|tomcat|jasper)\\..*|io\\.undertow\\..*";

    private Webapp() {}

    static WebAppContext context(String mount, Path war, Path unpacked, boolean shows) {
        WebAppContext context = new WebAppContext();
        context.setContextPath(mount);
        context.setWar(war.toString());
        context.setClassLoader(new EngineView(Webapp.class.getClassLoader()));
        context.setExtractWAR(true);
        context.setTempDirectory(unpacked.toFile());
        context.setThrowUnavailableOnStartupException(true);
        context.setLogUrlOnStart(false);
        context.setParentLoaderPriority(false);
        context.getHiddenClassMatcher().add(HIDDEN);
        context.getProtectedClassMatcher().add(OURS_FIRST);
        context.setAttribute(
                "org.eclipse.jetty.containerInitializerExclusionPattern", NOT_INITIALIZED);
        // Written for one version of Jetty, whose classes it names; a WAR is for any container.
        JettyWebXmlConfiguration ofJetty = context.getConfiguration(JettyWebXmlConfiguration.class);
        if (ofJetty != null) {
            context.removeConfiguration(ofJetty);
        }
        // Whoever demands a login starts all the same, and knows nobody.
        context.getSecurityHandler().setLoginService(new EmptyLoginService());
        context.getSecurityHandler().insertHandler(new GatewayUser());
        context.setErrorHandler(ErrorAnswers.ofWar(shows));
        return context;
    }

    /** What is to be said of it once it has started; empty for nothing. */
    static String remark(WebAppContext context) {
        return context.getSecurityHandler().getAuthenticationType() == null
                ? ""
                : "%s asks for a login (login-config in web.xml); there are no users here, so nobody can log in"
                        .formatted(context.getContextPath());
    }

    static LifeCycle.Listener begins(Runnable told) {
        return new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle event) {
                told.run();
            }
        };
    }
}
