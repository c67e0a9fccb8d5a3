package dev.serval.http;

import static dev.serval.uwsgi.Wire.ascii;

import java.util.Arrays;
import java.util.Locale;

/**
 * Variables that tell where a request comes from. The server says them itself, or leaves them out
 * where only a trusted proxy may say them. Pure.
 */
final class SpokenFor {

    private static final int FIRST = "HTTP_".length();

    /** Said by the server or by nobody. */
    private static final byte[][] OURS = {
        ascii("HTTP_X_FORWARDED_FOR"),
        ascii("HTTP_X_FORWARDED_PROTO"),
        ascii("HTTP_FORWARDED"),
        ascii("HTTP_X_REQUEST_ID"),
        ascii("HTTP_TRACEPARENT"),
    };

    private static final byte[] TRACESTATE = ascii("HTTP_TRACESTATE");
    private static final byte[] REAL_IP = ascii("HTTP_X_REAL_IP");
    private static final byte[] FORWARDED = ascii("HTTP_X_FORWARDED_");

    private SpokenFor() {}

    /** Whether a client's field of this variable is left out. */
    static boolean has(byte[] key, Sender sender) {
        if (key.length <= FIRST || (key[FIRST] != 'X' && key[FIRST] != 'F' && key[FIRST] != 'T')) {
            return false;
        }
        for (byte[] ours : OURS) {
            if (Arrays.equals(key, ours)) {
                return true;
            }
        }
        if (Arrays.equals(key, TRACESTATE)) {
            return !sender.ids().traced();
        }
        return !sender.trusted() && (Arrays.equals(key, REAL_IP) || isForwarded(key));
    }

    /** The same for a field under its own name. */
    static boolean hasField(CharSequence name, Sender sender) {
        char first = name.isEmpty() ? ' ' : Character.toUpperCase(name.charAt(0));
        if (first != 'X' && first != 'F' && first != 'T') {
            return false;
        }
        String key = name.toString().toUpperCase(Locale.ROOT).replace('-', '_');
        return has(ascii("HTTP_" + key), sender);
    }

    private static boolean isForwarded(byte[] key) {
        return key.length > FORWARDED.length
                && Arrays.equals(key, 0, FORWARDED.length, FORWARDED, 0, FORWARDED.length);
    }
}
