package dev.serval.adapter.usercode;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.Predicate;

/**
 * What the user's code sees: the JDK, its own class path, and what the adapter lends it. Nothing
 * else of the adapter's.
 */
final class UserClassLoader extends URLClassLoader {

    private static final String API = "dev.serval.app.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader adapter;
    private final Predicate<String> lent;

    /**
     * @param lent whether the class of this name is the adapter's, whatever the class path has
     */
    UserClassLoader(URL[] classPath, ClassLoader adapter, Predicate<String> lent) {
        super("user", classPath, ClassLoader.getPlatformClassLoader());
        this.adapter = adapter;
        this.lent = lent;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean api = name.startsWith(API) && name.indexOf('.', API.length()) < 0;
        return api || lent.test(name) ? adapter.loadClass(name) : super.loadClass(name, resolve);
    }
}
