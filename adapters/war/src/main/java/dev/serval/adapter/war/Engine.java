package dev.serval.adapter.war;

import dev.serval.adapter.jetty.Exchange;
import dev.serval.adapter.war.session.SharedSessions;
import dev.serval.app.Cache;
import dev.serval.app.CannotStartException;
import dev.serval.app.LateAnswer;
import dev.serval.app.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Jetty with the WARs in it, and no socket: requests are given to it by hand. */
final class Engine {

    private final Server server = new Server(new VirtualThreadPool());
    private final Connector connector;
    private final HttpConfiguration rules;
    private final List<WebAppContext> contexts = new ArrayList<>();

    /**
     * @param wars by the path they are mounted at
     * @param scratch where they are unpacked
     * @param shows whether clients are shown what is thrown
     * @param sessions where sessions are; empty for this worker's memory
     */
    Engine(Map<String, Path> wars, Path scratch, boolean shows, Optional<Cache> sessions) {
        rules = rules();
        // It takes part in what a connector is asked for: executor, scheduler, buffers.
        connector =
                new LocalConnector(server, null, null, null, 0, new HttpConnectionFactory(rules));
        server.addConnector(connector);
        server.setStopAtShutdown(false);
        server.setTempDirectory(scratch.toFile());
        server.setErrorHandler(ErrorAnswers.besideWars(shows));
        sessions.ifPresent(cache -> SharedSessions.keep(server, cache));
        int number = 0;
        for (Map.Entry<String, Path> war : wars.entrySet()) {
            Path unpacked = scratch.resolve("war-" + ++number);
            contexts.add(Webapp.context(war.getKey(), war.getValue(), unpacked, shows));
        }
        ContextHandlerCollection mounted =
                new ContextHandlerCollection(contexts.toArray(WebAppContext[]::new));
        server.setHandler(mounted);
    }

    private static HttpConfiguration rules() {
        HttpConfiguration rules = new HttpConfiguration();
        rules.setSendServerVersion(false);
        rules.setSendDateHeader(false);
        rules.setSendXPoweredBy(false);
        rules.setHttpCompliance(HttpCompliance.RFC9110);
        // Bodies are bounded where they come in, and read with a clock of the worker's.
        rules.setIdleTimeout(-1);
        return rules;
    }

    /**
     * Unpacks and starts the WARs.
     *
     * @throws CannotStartException if one of them does not start, with what to do about it
     */
    void start() throws CannotStartException {
        WebAppContext[] starting = {contexts.getFirst()};
        contexts.forEach(
                context -> context.addEventListener(Webapp.begins(() -> starting[0] = context)));
        try {
            server.start();
        } catch (Exception | LinkageError e) {
            throw StartFault.of(Path.of(starting[0].getWar()), e);
        }
        contexts.stream()
                .map(Webapp::remark)
                .filter(remark -> !remark.isEmpty())
                .forEach(System.err::println);
    }

    void stop() throws Exception {
        server.stop();
    }

    Exchange exchange(Request request, LateAnswer.Start start) {
        return new Exchange(connector, rules, request, start);
    }
}
