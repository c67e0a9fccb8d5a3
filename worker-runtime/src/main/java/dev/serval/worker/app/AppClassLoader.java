package dev.serval.worker.app;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * What the application sees: the JDK, {@code dev.serval.app}, and its own class path. Nothing of
 * the server's: not Netty, not a logger.
 */
final class AppClassLoader extends URLClassLoader {

    private static final String API = "dev.serval.app.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader server;

    AppClassLoader(URL[] classPath) {
        super("app", classPath, ClassLoader.getPlatformClassLoader());
        this.server = AppClassLoader.class.getClassLoader();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(API) && name.indexOf('.', API.length()) < 0) {
            return server.loadClass(name);
        }
        return super.loadClass(name, resolve);
    }
}
