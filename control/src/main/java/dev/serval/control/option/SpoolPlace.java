package dev.serval.control.option;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where jobs are kept, and what their queue is called.
 *
 * @param name letters, digits, {@code _}, {@code .} and {@code -}, at most 64
 * @param place a folder as the operator has written it, or a URL without its password
 * @param password that the URL had; empty for none
 */
public record SpoolPlace(String name, String place, String password) {

    /** {@code /var/spool/mail}, {@code mail=/var/spool/shop-mail}, {@code mail=redis://host/0}. */
    public static final OptionType<SpoolPlace> TYPE =
            new OptionType<>(
                    "[NAME=]FOLDER",
                    "a folder, with a name of letters, digits, _, . or - before it if its own last"
                            + " name is another: mail=/var/spool/shop; or a name and a URL:"
                            + " mail=redis://HOST/0, mail=jdbc:postgresql://HOST/DATABASE",
                    SpoolPlace::parse);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern NAMED = Pattern.compile("(" + NAME.pattern() + ")=(.+)");
    private static final Pattern REDIS = Pattern.compile("rediss?(-sentinel)?://\\S+");
    private static final Pattern JDBC = Pattern.compile("jdbc:\\S+");

    /** Whether jobs are kept elsewhere than in a folder. */
    public static boolean isUrl(String place) {
        return isRedis(place) || isDatabase(place);
    }

    /** Whether they are kept in a Redis. */
    public static boolean isRedis(String place) {
        return REDIS.matcher(place).matches();
    }

    /** Whether they are kept in a database. */
    public static boolean isDatabase(String place) {
        return JDBC.matcher(place).matches();
    }

    private static SpoolPlace parse(String text) {
        Matcher named = NAMED.matcher(text.trim());
        if (named.matches()) {
            return of(named.group(1), named.group(2));
        }
        Path last = Path.of(text.trim()).getFileName();
        if (last == null || text.contains("://") || !NAME.matcher(last.toString()).matches()) {
            throw new IllegalArgumentException("no name");
        }
        return new SpoolPlace(last.toString(), text.trim(), "");
    }

    private static SpoolPlace of(String name, String place) {
        if (isUrl(place)) {
            return new SpoolPlace(name, Passwords.without(place), Passwords.of(place));
        }
        if (place.contains("://")) {
            throw new IllegalArgumentException("a URL that nobody knows");
        }
        return new SpoolPlace(name, place, "");
    }

    /** In the form it is written in, without its password. */
    @Override
    public String toString() {
        return name + "=" + place;
    }
}
