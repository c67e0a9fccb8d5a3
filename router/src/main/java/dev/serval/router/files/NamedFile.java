package dev.serval.router.files;

import dev.serval.uwsgi.Wire;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a backend's answer says instead of a body: the name of a file. Pure.
 *
 * @param kind how it is named
 * @param name as it was written; empty where there were several
 * @param head the answer's head, without the field that named the file
 */
public record NamedFile(Kind kind, String name, HttpResponse head) {

    /** How a file is named. */
    public enum Kind {
        /** By a worker of ours, whose application gave a file as the body. */
        OWN(Wire.FILE),
        /** By an application, as a path on the inside. */
        ACCEL("X-Accel-Redirect"),
        /** By an application, as a path of the file system. */
        SENDFILE("X-Sendfile");

        final String field;

        Kind(String field) {
            this.field = field;
        }
    }

    private static final List<Kind> KINDS = List.of(Kind.values());

    /**
     * Takes such fields out of a head, so that no client sees them.
     *
     * @param ours whether the answer comes from a worker of ours, which may name any file
     * @param beyond the kinds that are for a proxy in front of us, and stay
     * @return null if there are none
     */
    public static @Nullable NamedFile taken(
            HttpResponse head, boolean ours, Predicate<Kind> beyond) {
        NamedFile found = null;
        HttpHeaders fields = head.headers();
        for (Kind kind : KINDS) {
            if (!fields.contains(kind.field) || beyond.test(kind)) {
                continue;
            }
            List<String> names = fields.getAll(kind.field);
            fields.remove(kind.field);
            if (found == null && (ours || kind != Kind.OWN)) {
                found = new NamedFile(kind, names.size() == 1 ? names.getFirst() : "", head);
            }
        }
        return found;
    }
}
