package dev.serval.control.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where servers say that they are there, and which of them.
 *
 * @param url of a Redis, without a password
 * @param cluster what servers say that belong together: letters, digits, {@code _}, {@code .} and
 *     {@code -}, at most 64
 */
public record RegistryPlace(String url, String cluster) {

    /** {@code redis://10.0.0.5/0}, {@code rediss://serval@10.0.0.5/0?cluster=shop}. */
    public static final OptionType<RegistryPlace> TYPE =
            new OptionType<>(
                    "redis://HOST",
                    "redis://[USER@]HOST[:PORT][/DATABASE][?cluster=NAME], rediss:// for TLS, or"
                            + " redis-sentinel://HOST,HOST/DATABASE#MASTER; its password stands in"
                            + " --cluster-password-file",
                    RegistryPlace::parse);

    private static final String USUAL = "serval";
    private static final Pattern FORM = Pattern.compile("rediss?(-sentinel)?://[!-~]{1,512}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern CLUSTER = Pattern.compile("([?&])cluster=([^&#]*)(?:&|(?=#)|$)");

    /** Whether a text is meant to be one, well-formed or not. */
    public static boolean isMeant(String text) {
        return SpoolPlace.isRedis(text);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none, or has a password in it
     */
    public static RegistryPlace parse(String text) {
        if (!FORM.matcher(text).matches() || !Passwords.of(text).isEmpty()) {
            throw new IllegalArgumentException("no place");
        }
        Matcher named = CLUSTER.matcher(text);
        String cluster = named.find() ? named.group(2) : USUAL;
        if (!NAME.matcher(cluster).matches()) {
            throw new IllegalArgumentException("no name");
        }
        String url = named.replaceFirst("$1").replaceFirst("[?&](?=#|$)", "");
        return new RegistryPlace(url, cluster);
    }

    /** In the form it is written in. */
    @Override
    public String toString() {
        if (cluster.equals(USUAL)) {
            return url;
        }
        int hash = url.indexOf('#');
        String before = hash < 0 ? url : url.substring(0, hash);
        return "%s%scluster=%s%s"
                .formatted(
                        before,
                        before.contains("?") ? "&" : "?",
                        cluster,
                        hash < 0 ? "" : url.substring(hash));
    }
}
