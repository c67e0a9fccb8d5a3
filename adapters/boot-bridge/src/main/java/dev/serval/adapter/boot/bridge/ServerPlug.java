package dev.serval.adapter.boot.bridge;

import dev.serval.adapter.boot.link.Inlet;
import java.io.File;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.core.env.Environment;

/**
 * Sets the protocol of a Tomcat factory or the connector of a Jetty, when everybody else is done
 * with it. By reflection: the factory's class is {@code
 * org.springframework.boot.web.embedded.tomcat.*} in Boot 3, {@code
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
            Optional<Method> jetty = method(factory, "addServerCustomizers");
            if (jetty.isPresent()) {
                plugJetty(factory, jetty.get());
            } else {
                plugTomcat(factory);
            }
            withoutTls(factory);
            plugged = true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the web server of this program is made by %s, and --boot serves Tomcat and Jetty; where there are two, leave the other one's starter out, or let it listen on a port of its own: --jar"
                            .formatted(factory.getClass().getName()),
                    e);
        }
    }

    private void plugTomcat(Object factory) throws ReflectiveOperationException {
        set(factory, "setProtocol", String.class, ServalProtocol.class.getName());
        Path folder = Inlet.folder();
        if (folder != null && environment.getProperty("server.tomcat.basedir") == null) {
            set(factory, "setBaseDirectory", File.class, folder.resolve("tomcat").toFile());
        }
    }

    /** After all customizers of the program's: what they have set counts. */
    private static void plugJetty(Object factory, Method add) throws ReflectiveOperationException {
        Class<?> customizer = add.getParameterTypes()[0].getComponentType();
        Object last = Array.newInstance(customizer, 1);
        Array.set(
                last,
                0,
                Proxy.newProxyInstance(
                        customizer.getClassLoader(),
                        new Class<?>[] {customizer},
                        (_, called, given) ->
                                called.getDeclaringClass() == Object.class
                                        ? called.invoke(last, given)
                                        : plugged((Server) given[0])));
        add.invoke(factory, last);
    }

    private static @Nullable Object plugged(Server server) {
        ServalConnector.plug(server);
        return null;
    }

    private static Optional<Method> method(Object factory, String name) {
        return Arrays.stream(factory.getClass().getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst();
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
