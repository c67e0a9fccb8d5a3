package dev.serval.worker.app;

import dev.serval.app.App;
import dev.serval.app.Mule;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds and makes the application that {@code --module} names: {@code pkg.Class}, an {@link App}
 * with a constructor without parameters, or {@code pkg.Class::method}, a public static method that
 * either makes an {@link App} or answers a {@link Request}.
 */
public final class AppLoader {

    private static final String METHOD_MARK = "::";

    private final List<String> classPath;

    /**
     * @param classPath jars, folders, or {@code folder/*} for all jars in it
     */
    public AppLoader(List<String> classPath) {
        this.classPath = classPath;
    }

    /**
     * Makes a mule; its class loader becomes this thread's context class loader.
     *
     * @throws AppLoadException if there is no such class, or it throws
     */
    public Mule loadMule(String className) throws AppLoadException {
        AppClassLoader loader = new AppClassLoader(urls());
        Thread.currentThread().setContextClassLoader(loader);
        Class<?> type = find(loader, className);
        if (!Mule.class.isAssignableFrom(type)) {
            throw new AppLoadException(
                    "%s does not implement dev.serval.app.Mule".formatted(className));
        }
        try {
            return (Mule) type.getConstructor().newInstance();
        } catch (NoSuchMethodException e) {
            throw new AppLoadException(
                    "%s has no public constructor without parameters".formatted(className));
        } catch (InvocationTargetException e) {
            throw new AppLoadException(
                    "%s threw while it was made: %s".formatted(className, e.getCause()),
                    e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new AppLoadException("%s cannot be made: %s".formatted(className, e), e);
        }
    }

    /**
     * Makes the application; its class loader becomes this thread's context class loader.
     *
     * @throws AppLoadException if there is no such class or method, or it throws
     */
    public App load(String module) throws AppLoadException {
        int mark = module.indexOf(METHOD_MARK);
        String className = (mark < 0 ? module : module.substring(0, mark)).replace('/', '.');
        AppClassLoader loader = new AppClassLoader(urls());
        Thread.currentThread().setContextClassLoader(loader);
        Class<?> type = find(loader, className);
        try {
            return mark < 0
                    ? instance(type)
                    : fromMethod(type, module.substring(mark + METHOD_MARK.length()));
        } catch (InvocationTargetException e) {
            throw new AppLoadException(
                    "%s threw while it was made: %s".formatted(module, e.getCause()), e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new AppLoadException("%s cannot be made: %s".formatted(module, e), e);
        }
    }

    private Class<?> find(ClassLoader loader, String name) throws AppLoadException {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            throw new AppLoadException(
                    "there is no class %s on the class path (%s)%s"
                            .formatted(
                                    name, String.join(":", classPath), BrokenEntry.in(classPath)));
        } catch (UnsupportedClassVersionError e) {
            throw new AppLoadException(
                    "%s was compiled for a newer Java than %d (%s); compile it with --release %d, or start Serval with a newer JDK (SERVAL_JAVA_HOME)"
                            .formatted(
                                    name,
                                    Runtime.version().feature(),
                                    e.getMessage(),
                                    Runtime.version().feature()));
        } catch (ExceptionInInitializerError e) {
            throw new AppLoadException(
                    "the static initializer of %s threw: %s".formatted(name, e.getCause()),
                    e.getCause());
        } catch (LinkageError e) {
            throw new AppLoadException("%s cannot be loaded: %s".formatted(name, e), e);
        }
    }

    private static App instance(Class<?> type)
            throws ReflectiveOperationException, AppLoadException {
        if (!App.class.isAssignableFrom(type)) {
            throw new AppLoadException(
                    "%s does not implement dev.serval.app.App; for a method write %s::method"
                            .formatted(type.getName(), type.getName()));
        }
        try {
            return (App) type.getConstructor().newInstance();
        } catch (NoSuchMethodException e) {
            throw new AppLoadException(
                    "%s has no public constructor without parameters".formatted(type.getName()));
        }
    }

    private static App fromMethod(Class<?> type, String name)
            throws ReflectiveOperationException, AppLoadException {
        for (Method method : type.getMethods()) {
            if (!method.getName().equals(name) || !Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            if (App.class.isAssignableFrom(method.getReturnType())
                    && method.getParameterCount() == 0) {
                return (App) method.invoke(null);
            }
            if (isHandler(method)) {
                MethodHandle handler =
                        MethodHandles.publicLookup()
                                .unreflect(method)
                                .asType(MethodType.methodType(Response.class, Request.class));
                return request -> answer(handler, request);
            }
        }
        throw new AppLoadException(
                "%s has no public static method %s() that returns an App, or %s(Request) that"
                                .formatted(type.getName(), name, name)
                        + " returns a Response");
    }

    private static boolean isHandler(Method method) {
        return method.getReturnType() == Response.class
                && method.getParameterCount() == 1
                && method.getParameterTypes()[0] == Request.class;
    }

    private static Response answer(MethodHandle handler, Request request) throws Exception {
        try {
            return (Response) handler.invokeExact(request);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private URL[] urls() throws AppLoadException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath) {
            try {
                add(entry, urls);
            } catch (IOException e) {
                throw new AppLoadException(
                        "class path entry %s cannot be read: %s".formatted(entry, e.getMessage()),
                        e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static void add(String entry, List<URL> urls) throws IOException {
        if (!entry.endsWith("/*")) {
            urls.add(Path.of(entry).toAbsolutePath().toUri().toURL());
            return;
        }
        Path folder = Path.of(entry.substring(0, entry.length() - 2));
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        }
        jars.sort(null);
        for (Path jar : jars) {
            urls.add(jar.toAbsolutePath().toUri().toURL());
        }
    }
}
