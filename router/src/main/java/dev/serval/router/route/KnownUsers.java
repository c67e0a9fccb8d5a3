package dev.serval.router.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whose password was right lately, so that it is not checked for each request. Holds no password: a
 * mark of it under a key that this process alone has, so that nothing is learned from how long a
 * look takes.
 *
 * <p>The {@value #MOST} that came last. One for all event loops of a router.
 */
final class KnownUsers {

    private static final int MOST = 10_000;
    private static final int KEY_BYTES = 32;
    private static final String MAC = "HmacSHA256";

    /** A password's mark. */
    record Mark(String text) {}

    private final SecretKeySpec key;
    private final Set<Mark> right =
            Collections.synchronizedSet(
                    Collections.newSetFromMap(
                            new LinkedHashMap<>(16, 0.75f, true) {
                                private static final long serialVersionUID = 1L;

                                @Override
                                protected boolean removeEldestEntry(
                                        Map.Entry<Mark, Boolean> eldest) {
                                    return size() > MOST;
                                }
                            }));

    KnownUsers() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, MAC);
    }

    Mark mark(Credentials credentials) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update(credentials.name().getBytes(UTF_8));
            mac.update((byte) 0);
            return new Mark(
                    HexFormat.of().formatHex(mac.doFinal(credentials.password().getBytes(UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }

    boolean has(Mark mark) {
        return right.contains(mark);
    }

    void add(Mark mark) {
        right.add(mark);
    }
}
