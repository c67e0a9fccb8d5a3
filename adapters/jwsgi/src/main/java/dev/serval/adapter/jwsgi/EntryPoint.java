package dev.serval.adapter.jwsgi;

import dev.serval.adapter.usercode.UserCode;
import dev.serval.app.CannotStartException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method that {@code --jwsgi} names, as uWSGI does: a static one, else one of an instance
 * that all threads share. Its parameter is a HashMap and its result an Object[], exactly. Neither
 * needs to be public.
 */
final class EntryPoint {

    private static final String OPTION = "jwsgi";
    private static final String USUAL = "application";
    private static final MethodType TYPE = MethodType.methodType(Object[].class, HashMap.class);

    private EntryPoint() {}

    /**
     * @param named {@code Class} or {@code Class:method}
     * @throws CannotStartException if there is no such class or method, or no instance can be made
     */
    static Entry find(UserCode code, String named) throws CannotStartException {
        int mark = named.indexOf(':');
        String method = mark < 0 ? USUAL : named.substring(mark + 1);
        Class<?> type = code.find(OPTION, mark < 0 ? named : named.substring(0, mark));
        List<Method> found =
                lineage(type)
                        .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                        .filter(each -> each.getName().equals(method))
                        .toList();
        Method chosen =
                fitting(found, true)
                        .or(() -> fitting(found, false))
                        .orElseThrow(() -> noMethod(type, method, found));
        return entry(handle(chosen, type));
    }

    private static Stream<Class<?>> lineage(Class<?> type) {
        return Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass);
    }

    private static Optional<Method> fitting(List<Method> all, boolean isStatic) {
        return all.stream()
                .filter(each -> Modifier.isStatic(each.getModifiers()) == isStatic)
                .filter(each -> each.getReturnType() == Object[].class)
                .filter(each ->
                        each.getParameterCount() == 1
                                && each.getParameterTypes()[0] == HashMap.class)
                .findFirst();
    }

    private static CannotStartException noMethod(Class<?> type, String name, List<Method> found) {
        String have =
                found.isEmpty()
                        ? "no method of that name"
                        : String.join("; ", found.stream().map(Method::toString).toList());
        return new CannotStartException(
                "--jwsgi: %s has no method Object[] %s(java.util.HashMap); it has %s"
                        .formatted(type.getName(), name, have));
    }

    private static MethodHandle handle(Method method, Class<?> type) throws CannotStartException {
        try {
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method);
            return Modifier.isStatic(method.getModifiers())
                    ? handle.asType(TYPE)
                    : handle.bindTo(instance(type)).asType(TYPE);
        } catch (IllegalAccessException e) {
            throw new CannotStartException(
                    "--jwsgi: %s cannot be called (%s)".formatted(method, e.getMessage()));
        }
    }

    private static Object instance(Class<?> type) throws CannotStartException {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new CannotStartException(
                    ("--jwsgi: %s has no static method of that name, and no constructor without"
                                    + " parameters to make an instance with")
                            .formatted(type.getName()));
        } catch (InvocationTargetException e) {
            @Nullable Throwable cause = e.getCause();
            throw new CannotStartException(
                    "--jwsgi: the constructor of %s threw %s".formatted(type.getName(), cause),
                    cause);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new CannotStartException(
                    "--jwsgi: no instance of %s can be made (%s)".formatted(type.getName(), e), e);
        }
    }

    private static Entry entry(MethodHandle handle) {
        return environment -> {
            try {
                return (Object[]) handle.invokeExact(environment);
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
