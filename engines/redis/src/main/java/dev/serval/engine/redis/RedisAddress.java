package dev.serval.engine.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Redis is and who we are there. Its text has no password.
 *
 * <p>Forms: {@code redis://[USER[:PASSWORD]@]HOST[:PORT][/DATABASE]}, {@code rediss://} the same
 * with TLS, {@code redis-sentinel://[...@]HOST[:PORT],HOST[:PORT]...[/DATABASE]#MASTER}.
 */
public final class RedisAddress {

    private static final Pattern FORM =
            Pattern.compile("(rediss?|redis-sentinel|rediss-sentinel)://(?:([^/?#]*)@)?([^@]+)");

    /** A host, or several with commas between them, and what comes after. */
    private static final Pattern PLACE =
            Pattern.compile(
                    "(\\[[0-9a-fA-F:.%]+]|[^:/?#,\\[\\]]+)(:\\d{1,5})?"
                            + "(,(\\[[0-9a-fA-F:.%]+]|[^:/?#,\\[\\]]+)(:\\d{1,5})?)*([/?#].*)?");

    private static final Pattern REPLICAS = Pattern.compile("([?&])replicas=(\\d)(?:&|(?=#|$))");

    private final String scheme;
    private final String rest;
    private final int replicas;
    private final String user;
    private final String password;

    private RedisAddress(String scheme, String rest, String user, String password) {
        Matcher wanted = REPLICAS.matcher(rest);
        this.scheme = scheme;
        this.replicas = wanted.find() ? Integer.parseInt(wanted.group(2)) : 0;
        this.rest = wanted.replaceFirst("$1").replaceFirst("\\?(?=#|$)", "");
        this.user = user;
        this.password = password;
    }

    /** Whether it looks like one. */
    public static boolean is(String url) {
        return url.startsWith("redis://")
                || url.startsWith("rediss://")
                || url.startsWith("redis-sentinel://")
                || url.startsWith("rediss-sentinel://");
    }

    /**
     * Reads one. Beside what Lettuce knows, {@code ?replicas=N} says how many replicas must have
     * what is written before it counts as written.
     *
     * @param secret the password that counts if the URL has none; empty for none
     * @throws IllegalArgumentException if it is no URL of a Redis; the message has no password
     */
    public static RedisAddress of(String url, String secret) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a Redis is redis://HOST:PORT/DATABASE, rediss:// for TLS, or"
                            + " redis-sentinel://HOST,HOST/DATABASE#MASTER");
        }
        String who = parts.group(2) == null ? "" : parts.group(2);
        int colon = who.indexOf(':');
        String user = decoded(colon < 0 ? who : who.substring(0, colon));
        String said = colon < 0 ? "" : decoded(who.substring(colon + 1));
        RedisAddress address =
                new RedisAddress(
                        parts.group(1), parts.group(3), user, said.isEmpty() ? secret : said);
        address.uri();
        return address;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** How many replicas must have what is written. */
    int replicas() {
        return replicas;
    }

    /** For Lettuce, a new one each time. */
    RedisURI uri() {
        RedisURI uri = parsed();
        if (!password.isEmpty()) {
            uri.setCredentialsProvider(RedisCredentialsProvider.from(this::credentials));
        }
        return uri;
    }

    RedisCredentials credentials() {
        return RedisCredentials.just(user.isEmpty() ? null : user, password);
    }

    private RedisURI parsed() {
        try {
            if (!PLACE.matcher(rest).matches()) {
                throw new IllegalArgumentException("it has no HOST, or HOST:PORT");
            }
            return RedisURI.create(scheme + "://" + rest);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s is no URL: its port and its database are numbers, as in :6379/0"
                            .formatted(this));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s is no URL: %s".formatted(this, e.getMessage()));
        }
    }

    /** As it is shown: whom we are is said, the password is not. */
    @Override
    public String toString() {
        String who = user.isEmpty() ? "" : user + "@";
        return "%s://%s%s".formatted(scheme, who, rest);
    }
}
