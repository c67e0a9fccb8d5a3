package dev.serval.adapter.jdkhttp;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code sendResponseHeaders} was told. Pure.
 *
 * @param length of the body in bytes; -1 if it is as long as it becomes
 * @param bodiless whether nothing of it is sent, whatever is written
 */
record ReplyHead(int status, dev.serval.app.Headers fields, long length, boolean bodiless) {

    private static final int MIN_STATUS = 200;
    private static final int MAX_STATUS = 599;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /**
     * @param length as in the JDK: above zero the length, 0 for one that is not known, -1 for no
     *     body
     * @param fields the length is put in, as the JDK does; what the program has said of it counts
     *     for HEAD without one
     * @throws IOException if the status is none that ends an exchange, or a field is malformed
     */
    static ReplyHead of(int status, long length, Headers fields, String method) throws IOException {
        if (status < MIN_STATUS || status > MAX_STATUS) {
            throw new IOException("status is %d; it must be 200 to 599".formatted(status));
        }
        boolean never = status == NO_CONTENT || status == NOT_MODIFIED;
        boolean head = method.equals("HEAD");
        boolean open = length == 0 || (head && length < 0);
        long told = open ? -1 : Math.max(length, 0);
        if (!open && !never) {
            fields.set("Content-length", Long.toString(told));
        }
        if (length == 0 && !head) {
            fields.remove("Content-length");
        }
        return new ReplyHead(status, checked(fields), told, never || head || length < 0);
    }

    private static dev.serval.app.Headers checked(Headers fields) throws IOException {
        List<String> all = new ArrayList<>();
        fields.forEach((name, values) -> {
            for (String value : values) {
                all.add(name);
                all.add(value);
            }
        });
        try {
            return dev.serval.app.Headers.of(all.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
