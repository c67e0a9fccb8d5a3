package dev.serval.http;

import dev.serval.http.Verdict.Refuse;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Map.Entry;

/**
 * Looks at each header field's name and value.
 *
 * <p>A name with an underscore becomes the same CGI variable as its twin with a hyphen, so that a
 * client could stand in for a field a proxy has set. Refused, whether or not the twin is there: the
 * twin may be added later, by a proxy behind us.
 */
final class FieldGuard {

    private FieldGuard() {}

    static Verdict check(HttpHeaders headers) {
        Iterator<Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
        while (fields.hasNext()) {
            Entry<CharSequence, CharSequence> field = fields.next();
            CharSequence name = field.getKey();
            if (!Tokens.isToken(name)) {
                return new Refuse(400, "a header field's name is not a token");
            }
            if (hasUnderscore(name)) {
                return new Refuse(400, "a header field's name has an underscore");
            }
            if (hasControl(field.getValue())) {
                return new Refuse(400, "a header field's value has a control character");
            }
        }
        return Verdict.PASS;
    }

    private static boolean hasUnderscore(CharSequence name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '_') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasControl(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return true;
            }
        }
        return false;
    }
}
