package dev.serval.master.migrate;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for something else in a file of uWSGI's: {@code %(key)} for what is said further up,
 * {@code %n} and its like for the file's own name.
 */
final class Placeholders {

    private static final Pattern ANY = Pattern.compile("%(\\(([^)]*)\\)|.)");

    /** A percent sign that is meant, between {@link #filled} and {@link #plain}. */
    private static final String PERCENT = "\0";

    /** A lone percent sign is none. */
    private static final Pattern LEFT = Pattern.compile("%[a-zA-Z(]|@\\(");

    private final Path file;
    private final Map<String, String> said = new HashMap<>();

    /**
     * @param file the ini file, from the root
     */
    Placeholders(Path file) {
        this.file = file;
    }

    /** From now on {@code %(key)} is this. */
    void say(String key, String value) {
        said.put(key, value);
    }

    /** The value with what is known in its places; what is not stays as it is. */
    String filled(String value) {
        return ANY.matcher(value)
                .replaceAll(match -> {
                    String key = match.group(2);
                    Optional<String> known =
                            key == null
                                    ? letter(match.group(1))
                                    : Optional.ofNullable(said.get(key));
                    return Matcher.quoteReplacement(known.orElse(match.group()));
                });
    }

    /** Whether there is one in it still. */
    static boolean isIn(String value) {
        return LEFT.matcher(value).find();
    }

    /** A filled value as it is meant. */
    static String plain(String filled) {
        return filled.replace(PERCENT, "%");
    }

    private Optional<String> letter(String letter) {
        String name = String.valueOf(file.getFileName());
        String folder = String.valueOf(file.getParent());
        int dot = name.lastIndexOf('.');
        return Optional.ofNullable(
                switch (letter) {
                    case "%" -> PERCENT;
                    case "p" -> file.toString();
                    case "s" -> name;
                    case "n" -> dot < 0 ? name : name.substring(0, dot);
                    case "e" -> name.substring(dot + 1);
                    case "d" -> folder.endsWith("/") ? folder : folder + "/";
                    case "c" -> folder.substring(folder.lastIndexOf('/') + 1);
                    default -> null;
                });
    }
}
