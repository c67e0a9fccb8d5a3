package dev.serval.control.signal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The signals a server reacts to. QUIT is not among them: the JVM keeps it for its thread dump.
 *
 * <p>{@code sun.misc.Signal} is the JDK's only door to signals; it is reached by reflection because
 * the compiler's warning about it cannot be turned off, and warnings are errors here.
 */
public enum PosixSignal {
    HUP,
    INT,
    TERM,
    USR1,
    TSTP,
    TTIN,
    TTOU;

    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    /** Has no effect on this process from now on. */
    public void ignore() {
        try {
            Class<?> handler = Class.forName(HANDLER);
            install(handler, handler.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException e) {
            throw broken(e);
        }
    }

    /**
     * Runs {@code action} each time the signal arrives, also where a parent left it ignored: a
     * shell does that to INT with {@code &}, nohup to HUP, and the JVM would then never call a
     * handler.
     */
    public void handle(Runnable action) {
        try {
            Class<?> handler = Class.forName(HANDLER);
            Object proxy =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, method, _) -> {
                                if (method.getName().equals("handle")) {
                                    action.run();
                                }
                                return null;
                            });
            Object before = install(handler, proxy);
            if (handler.getField("SIG_IGN").get(null).equals(before)) {
                restoreDefault();
                install(handler, proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw broken(e);
        }
    }

    private Object install(Class<?> handler, Object action) throws ReflectiveOperationException {
        Class<?> type = Class.forName(SIGNAL);
        return type.getMethod("handle", type, handler).invoke(null, signal(type), action);
    }

    private Object signal(Class<?> type) throws ReflectiveOperationException {
        return type.getConstructor(String.class).newInstance(name());
    }

    private void restoreDefault() throws ReflectiveOperationException {
        Class<?> type = Class.forName(SIGNAL);
        int number = (int) type.getMethod("getNumber").invoke(signal(type));
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor shape =
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        try {
            MemorySegment before =
                    (MemorySegment)
                            linker.downcallHandle(
                                            linker.defaultLookup().findOrThrow("signal"), shape)
                                    .invokeExact(number, MemorySegment.NULL);
            assert before != null;
        } catch (Throwable e) {
            throw new InvocationTargetException(e, "signal(2) failed");
        }
    }

    private IllegalStateException broken(ReflectiveOperationException e) {
        return new IllegalStateException("this JVM cannot handle SIG" + name(), e);
    }
}
