package dev.serval.adapter.boot.bridge;

import dev.serval.adapter.boot.link.Inlet;
import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Path;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.core.env.Environment;

/**
 * Sets the protocol of a Tomcat factory, when everybody else is done with it. By reflection: the
 * factory's class is {@code org.springframework.boot.web.embedded.tomcat.*} in Boot 3, {@code
 * org.springframework.boot.tomcat.*} in Boot 4.
 */
final class ServerPlug implements BeanPostProcessor {

    private final Environment environment;
    private volatile boolean plugged;

    ServerPlug(Environment environment) {
        this.environment = environment;
    }

    /** Whether there was a factory. */
    boolean plugged() {
        return plugged;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ConfigurableWebServerFactory factory) {
            plug(factory);
        }
        return bean;
    }

    private void plug(ConfigurableWebServerFactory factory) {
        try {
            set(factory, "setProtocol", String.class, ServalProtocol.class.getName());
            Path folder = Inlet.folder();
            if (folder != null && environment.getProperty("server.tomcat.basedir") == null) {
                set(factory, "setBaseDirectory", File.class, folder.resolve("tomcat").toFile());
            }
            withoutTls(factory);
            plugged = true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the web server of this program is made by %s, and --boot serves Tomcat only; where there are two, leave the other one's starter out, or let it listen on a port of its own: --jar"
                            .formatted(factory.getClass().getName()),
                    e);
        }
    }

    /** TLS ends at the router. */
    private void withoutTls(ConfigurableWebServerFactory factory)
            throws ReflectiveOperationException {
        Object ssl = factory.getClass().getMethod("getSsl").invoke(factory);
        if (ssl instanceof Ssl asked && asked.isEnabled()) {
            System.err.println("boot: server.ssl is not used; TLS ends at the router (--https)");
            factory.setSsl(null);
        }
    }

    private static void set(Object factory, String method, Class<?> type, Object value)
            throws ReflectiveOperationException {
        Method setter = factory.getClass().getMethod(method, type);
        setter.invoke(factory, value);
    }
}
