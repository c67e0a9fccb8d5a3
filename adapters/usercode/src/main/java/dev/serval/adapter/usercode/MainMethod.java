package dev.serval.adapter.usercode;

import dev.serval.app.CannotStartException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a program is launched, as the {@code java} command does it (JEP 512): {@code main(String[])},
 * else {@code main()}; static, or of an instance.
 *
 * @param type that it belongs to
 * @param method found there or above
 */
public record MainMethod(Class<?> type, Method method) {

    /**
     * Finds it.
     *
     * @param option that named the class, for the message
     * @throws CannotStartException if there is none
     */
    public static MainMethod of(String option, Class<?> type) throws CannotStartException {
        List<Method> all =
                Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass)
                        .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                        .filter(each -> each.getName().equals("main"))
                        .filter(each -> each.getReturnType() == void.class)
                        .filter(each -> !Modifier.isPrivate(each.getModifiers()))
                        .toList();
        return Stream.concat(
                        all.stream().filter(MainMethod::takesWords),
                        all.stream().filter(each -> each.getParameterCount() == 0))
                .findFirst()
                .map(method -> new MainMethod(type, method))
                .orElseThrow(() ->
                        new CannotStartException(
                                "--%s: %s has no main; add public static void main(String[] args)"
                                        .formatted(option, type.getName())));
    }

    private static boolean takesWords(Method method) {
        return method.getParameterCount() == 1 && method.getParameterTypes()[0] == String[].class;
    }

    /**
     * Calls it.
     *
     * @throws Throwable what it throws, or why it cannot be called
     */
    public void call(String[] words) throws Throwable {
        try {
            method.setAccessible(true);
            Object of = Modifier.isStatic(method.getModifiers()) ? null : instance();
            if (method.getParameterCount() == 0) {
                method.invoke(of);
            } else {
                method.invoke(of, (Object) words);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private Object instance() throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }
}
