package dev.serval.adapter.jwsgi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What has an iterator, of whatever class: uWSGI looks at the method only. */
final class Sequence {

    private Sequence() {}

    /** Its iterator; null if it has none. */
    static @Nullable Iterator<?> of(@Nullable Object object) {
        if (object instanceof Iterable<?> iterable) {
            return iterable.iterator();
        }
        return call(object, "iterator") instanceof Iterator<?> iterator ? iterator : null;
    }

    /** The result of a public method without parameters; null if there is none. */
    static @Nullable Object call(@Nullable Object object, String name) {
        if (object == null) {
            return null;
        }
        try {
            Method method = object.getClass().getMethod(name);
            return method.trySetAccessible() ? method.invoke(object) : null;
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "%s() of %s threw".formatted(name, object.getClass().getName()), e.getCause());
        }
    }
}
