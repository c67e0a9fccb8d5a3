package dev.serval.control.option;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder for jobs, and what its queue is called.
 *
 * @param name letters, digits, {@code _}, {@code .} and {@code -}, at most 64
 * @param folder as the operator has written it
 */
public record SpoolFolder(String name, Path folder) {

    /** {@code /var/spool/mail} or {@code mail=/var/spool/shop-mail}. */
    public static final OptionType<SpoolFolder> TYPE =
            new OptionType<>(
                    "[NAME=]FOLDER",
                    "a folder, with a name of letters, digits, _, . or - before it if its own last"
                            + " name is another: mail=/var/spool/shop",
                    SpoolFolder::parse);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern NAMED = Pattern.compile("(" + NAME.pattern() + ")=(.+)");

    private static SpoolFolder parse(String text) {
        Matcher named = NAMED.matcher(text.trim());
        if (named.matches()) {
            return new SpoolFolder(named.group(1), Path.of(named.group(2)));
        }
        Path folder = Path.of(text.trim());
        Path last = folder.getFileName();
        if (last == null || !NAME.matcher(last.toString()).matches()) {
            throw new IllegalArgumentException(text);
        }
        return new SpoolFolder(last.toString(), folder);
    }

    /** In the form it is written in. */
    @Override
    public String toString() {
        return name + "=" + folder;
    }
}
