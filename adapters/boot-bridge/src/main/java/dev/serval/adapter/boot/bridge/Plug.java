package dev.serval.adapter.boot.bridge;

import dev.serval.adapter.boot.link.Inlet;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Found by Spring Boot in {@code spring.factories}, before a context is filled: watches for its web
 * server, for what it does at times, and for its being ready. An initializer, because it works for
 * a program that configures nothing automatically, and adds no bean that a condition could see.
 */
public final class Plug
        implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final String MANAGEMENT_PORT = "management.server.port";

    /** Made by Spring Boot. */
    public Plug() {}

    /** After all others: what they have added to the environment counts. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        checkPorts(context.getEnvironment());
        ServerPlug server = new ServerPlug(context.getEnvironment());
        context.getBeanFactory().addBeanPostProcessor(server);
        context.addBeanFactoryPostProcessor(new Scheduling(context.getEnvironment()));
        context.addApplicationListener(new Ready(server));
    }

    private static void checkPorts(Environment environment) {
        String own = environment.getProperty(MANAGEMENT_PORT, "").strip();
        if (!own.isEmpty()
                && !own.startsWith("-")
                && !own.equals(environment.getProperty("server.port", "8080").strip())) {
            throw new IllegalStateException(
                    "%s is %s: under Serval the actuator has no port of its own, since old and new workers run side by side; set it to nothing (--boot 'app.jar --%s=') and guard the actuator's path with a route"
                            .formatted(MANAGEMENT_PORT, own, MANAGEMENT_PORT));
        }
    }

    /** The program is ready when its runners have run. */
    private record Ready(ServerPlug server) implements ApplicationListener<ApplicationReadyEvent> {

        @Override
        public void onApplicationEvent(ApplicationReadyEvent event) {
            if (server.plugged()) {
                Inlet.ready(event.getApplicationContext());
            } else if (event.getApplicationContext().getParent() == null) {
                Inlet.webless(
                        "its context is of type "
                                + event.getApplicationContext().getClass().getSimpleName());
            }
        }
    }
}
