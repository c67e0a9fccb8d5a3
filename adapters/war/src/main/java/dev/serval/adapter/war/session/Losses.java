package dev.serval.adapter.war.session;

import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the developer what of a session is not kept, each thing once. Any thread. */
final class Losses {

    private static final int MOST = 100;

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** An attribute cannot be made bytes. */
    void unwritable(String attribute, Object value, Throwable why) {
        say(
                "session attribute %s (%s) is not kept: %s; let the class implement java.io.Serializable, or mark the field transient"
                        .formatted(attribute, value.getClass().getName(), reason(why)));
    }

    /** The bytes of an attribute are no object any more. */
    void unreadable(String attribute, Throwable why) {
        say(
                "session attribute %s is dropped: %s; what was stored belongs to another version of the class, a serialVersionUID keeps versions compatible"
                        .formatted(attribute, reason(why)));
    }

    /** A session as a whole. */
    void unkept(Exception why) {
        say(
                "a session is not kept as it is now: %s; what was kept of it before remains"
                        .formatted(why.getMessage()));
    }

    /** What a class of the user's says may hold what its visitors have said. */
    private static String reason(Throwable why) {
        return switch (why) {
            case NotSerializableException e -> e.getMessage() + " is not serializable";
            case InvalidClassException e -> e.classname + " has changed";
            case ClassNotFoundException e -> "there is no class " + e.getMessage();
            case TooLargeException e -> String.valueOf(e.getMessage());
            default -> why.getClass().getName();
        };
    }

    private void say(String line) {
        if (said.size() < MOST && said.add(line)) {
            System.err.println(line);
        }
    }
}
