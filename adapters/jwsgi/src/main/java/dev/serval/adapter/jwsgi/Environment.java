package dev.serval.adapter.jwsgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.Request;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;

/**
 * What an application is given: the CGI variables as text, and the body.
 *
 * <p>Bytes outside ASCII are read as UTF-8 where they are valid UTF-8, else as ISO-8859-1.
 */
final class Environment {

    private static final String INPUT = "jwsgi.input";

    /** What router and worker tell each other. */
    private static final String SERVERS = "SERVAL_";

    private static final MethodHandle BODY = body();

    private Environment() {}

    /** A new map, which is the application's. */
    @SuppressWarnings("NonApiType") // JWSGI is a HashMap
    static HashMap<String, Object> of(Request request) {
        HashMap<String, Object> all = new HashMap<>();
        request.vars()
                .forEach((name, value) -> {
                    if (!name.startsWith(SERVERS)) {
                        all.put(name, text(value));
                    }
                });
        all.put(INPUT, input(request));
        return all;
    }

    private static Object input(Request request) {
        String length = request.vars().getOrDefault("CONTENT_LENGTH", "");
        RequestInput input = new RequestInput(request.body(), bytes(length));
        try {
            return BODY.invoke(input);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static long bytes(String length) {
        boolean number = !length.isEmpty() && length.length() < 19;
        return number && length.chars().allMatch(Character::isDigit) ? Long.parseLong(length) : 0;
    }

    private static String text(String latin1) {
        if (latin1.chars().allMatch(c -> c < 0x80)) {
            return latin1;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return latin1;
        }
    }

    /** A class without a package cannot be named here. */
    private static MethodHandle body() {
        try {
            return MethodHandles.publicLookup()
                    .findConstructor(
                            Class.forName("uwsgi$RequestBody"),
                            MethodType.methodType(void.class, RequestInput.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("it is in this jar", e);
        }
    }
}
