package dev.serval.adapter.jwsgi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.Body;
import dev.serval.app.BodyWriter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The body of what an application returned.
 *
 * <p>What is in memory goes with its length; what is made while it is read goes as it comes.
 */
final class AnswerBody {

    private AnswerBody() {}

    /** A body that JWSGI does not know is none, and the log says so: as in uWSGI. */
    static Body of(@Nullable Object given) {
        return switch (given) {
            case null -> new Body.None();
            case String text -> new Body.Bytes(text.getBytes(UTF_8));
            case byte[] bytes -> new Body.Bytes(bytes);
            case String[] texts -> joined(Arrays.asList(texts));
            case Collection<?> items -> joined(items);
            case File file -> new Body.File(file.toPath());
            case InputStream stream -> new Body.Input(stream, -1);
            default -> iterated(given);
        };
    }

    private static Body iterated(Object given) {
        Iterator<?> items = Sequence.of(given);
        if (items == null) {
            UwsgiCalls.say(
                    "unsupported JWSGI response body type: "
                            + Answer.described(given)
                            + "; the answer has no body");
            return new Body.None();
        }
        Body.Streaming body = out -> write(items, out);
        return body;
    }

    private static Body joined(Collection<?> items) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object item : items) {
            if (item == null) {
                break;
            }
            all.writeBytes(bytes(item));
        }
        return new Body.Bytes(all.toByteArray());
    }

    /** Nothing is held back: it may be a stream of events. */
    private static void write(Iterator<?> items, BodyWriter out) throws Exception {
        while (items.hasNext()) {
            Object item = items.next();
            if (item == null) {
                return;
            }
            out.write(bytes(item));
            out.flush();
        }
    }

    private static byte[] bytes(Object item) {
        return item instanceof byte[] bytes ? bytes : item.toString().getBytes(UTF_8);
    }
}
