package dev.serval.master.hub;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.SharedOptions;
import java.util.regex.Pattern;

/**
 * Where what is shared is kept, if not in this master.
 *
 * @param url may hold a password; empty for this master
 * @param name of what is shared there
 */
public record SharedPlace(String url, String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern URL =
            Pattern.compile("(rediss?|redis-sentinel|rediss-sentinel)://\\S+");

    /**
     * @throws OptionException if it is no such place
     */
    static SharedPlace of(OptionValues values) {
        String name = values.get(SharedOptions.SHARED_NAME);
        if (!NAME.matcher(name).matches()) {
            throw OptionException.combination(
                    "--shared-name %s: take up to 64 letters, digits, _, . or -".formatted(name));
        }
        if (!values.isSaid(SharedOptions.SHARED)) {
            return new SharedPlace("", name);
        }
        String url = values.get(SharedOptions.SHARED);
        if (!URL.matcher(url).matches()) {
            throw OptionException.combination(
                    "--shared is no URL of a Redis: redis://HOST:PORT/DATABASE, rediss:// with TLS");
        }
        values.refusePassword(
                SharedOptions.SHARED, "write --shared into serval.conf or SERVAL_SHARED");
        return new SharedPlace(url, name);
    }

    boolean elsewhere() {
        return !url.isEmpty();
    }

    /** Its URL is not for messages. */
    @Override
    public String toString() {
        return name;
    }
}
