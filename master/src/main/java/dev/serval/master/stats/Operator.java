package dev.serval.master.stats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** Readers of the statistics who may give commands: they know a token. Any thread. */
public final class Operator {

    private static final String SCHEME = "Bearer ";

    /** Neither its end nor anything outside of it: that takes the command line. */
    private static final Pattern ALLOWED =
            Pattern.compile(
                    "status-json|reload( chain)?|workers (add|remove)|workers drain [0-9]{1,5}"
                            + "|threads [0-9]{1,5}");

    private final byte[] digest;
    private final Obedience obedience;

    /** Carries out a command. */
    @FunctionalInterface
    public interface Obedience {
        /** Begins; the reply may come later, on any thread. */
        void obey(String line, Reply reply);
    }

    /** What has come of it. */
    @FunctionalInterface
    public interface Reply {
        /**
         * @param code 0 for success
         */
        void tell(int code, String text);
    }

    /**
     * @param token what they know; empty if nobody may
     */
    public Operator(String token, Obedience obedience) {
        this.digest = token.isEmpty() ? new byte[0] : digest(token);
        this.obedience = obedience;
    }

    /** Whether there is a token at all. */
    boolean exists() {
        return digest.length > 0;
    }

    /**
     * @param authorization the field of that name (RFC 6750 section 2.1); empty if there is none
     */
    boolean knows(String authorization) {
        return exists()
                && authorization.startsWith(SCHEME)
                && MessageDigest.isEqual(digest, digest(authorization.substring(SCHEME.length())));
    }

    boolean allows(String line) {
        return ALLOWED.matcher(line).matches();
    }

    void obey(String line, Reply reply) {
        obedience.obey(line, reply);
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
