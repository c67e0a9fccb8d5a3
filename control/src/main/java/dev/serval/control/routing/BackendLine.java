package dev.serval.control.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import dev.serval.control.option.OptionType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backend as one line: its address, and what is to be known of it. {@code 10.0.0.7:3031 weight=3
 * zone=a}
 */
public final class BackendLine {

    private static final int MAX_WEIGHT = 65_535;

    /** For a Unix socket (unix(7)). */
    private static final int MAX_PATH_BYTES = 107;

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.-]{1,63}");

    private BackendLine() {}

    /** A line that is no backend. */
    public static final class Fault extends Exception {

        private static final long serialVersionUID = 1L;

        private final int column;
        private final int width;

        Fault(String message, int column, int width) {
            super(message);
            this.column = column;
            this.width = width;
        }

        /** Where in the line, from 1. */
        public int column() {
            return column;
        }

        /** How many characters are meant. */
        public int width() {
            return width;
        }
    }

    /**
     * Reads one.
     *
     * @throws Fault saying which word is wrong, and what would do
     */
    public static Backend parse(String line) throws Fault {
        Matcher words = WORD.matcher(line);
        if (!words.find()) {
            throw new Fault("there is no backend in this line", 1, 1);
        }
        Backend made = Backend.at(address(words));
        while (words.find()) {
            made = with(made, words);
        }
        return made;
    }

    private static BackendAddress address(Matcher word) throws Fault {
        try {
            BackendAddress address = BackendAddress.parse(word.group());
            if (address.address().path().getBytes(UTF_8).length > MAX_PATH_BYTES) {
                throw fault(word, "is longer than a Unix socket's name can be");
            }
            if (address.address().unix() || address.address().port() > 0) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw fault(word, "must be %s".formatted(OptionType.BACKEND.wanted()));
        }
        throw fault(word, "has no port");
    }

    private static Backend with(Backend made, Matcher word) throws Fault {
        String text = word.group();
        int equals = text.indexOf('=');
        String value = text.substring(equals + 1);
        return switch (equals < 0 ? text : text.substring(0, equals)) {
            case "weight" -> made.weighing(number(word, value, 1, MAX_WEIGHT));
            case "priority" -> made.ranking(number(word, value, 0, MAX_WEIGHT));
            case "modifier1" -> made.modified(number(word, value, 0, 255));
            case "zone" -> made.in(zone(word, value));
            default -> throw fault(word, "must be weight=N, priority=N, modifier1=N or zone=NAME");
        };
    }

    private static int number(Matcher word, String value, int min, int max) throws Fault {
        try {
            return OptionType.integer(min, max).parser().apply(value);
        } catch (IllegalArgumentException e) {
            throw fault(word, "must have a number, %d to %d".formatted(min, max));
        }
    }

    private static String zone(Matcher word, String value) throws Fault {
        if (!ZONE.matcher(value).matches()) {
            throw fault(word, "must have a name of letters, digits, _, . and -");
        }
        return value;
    }

    private static Fault fault(Matcher word, String wanted) {
        return new Fault(
                "`%s` %s".formatted(word.group(), wanted),
                word.start() + 1,
                word.end() - word.start());
    }

    /** What {@link #parse} reads. */
    public static String of(Backend backend) {
        StringBuilder line = new StringBuilder(backend.address().toString());
        line.append(" weight=").append(backend.weight());
        if (backend.priority() > 0) {
            line.append(" priority=").append(backend.priority());
        }
        if (backend.modifier1() >= 0) {
            line.append(" modifier1=").append(backend.modifier1());
        }
        if (!backend.zone().isEmpty()) {
            line.append(" zone=").append(backend.zone());
        }
        return line.toString();
    }
}
