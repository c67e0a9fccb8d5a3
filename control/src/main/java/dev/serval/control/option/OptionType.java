package dev.serval.control.option;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a value is written and what it must be.
 *
 * @param <T> what it is in Java
 * @param placeholder what help shows for it, e.g. {@code SECONDS}; empty for a flag
 * @param wanted the accepted values in words, for errors
 * @param bare what it is as text where the command line says none; empty where it must
 * @param parser text to value; throws IllegalArgumentException for anything else
 */
public record OptionType<T>(
        String placeholder, String wanted, String bare, Function<String, T> parser) {

    private static final long MAX_MEMORY = 1L << 46;
    private static final String EVERYBODY = "666";
    private static final String SOME_TEXT = "some text";
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d|)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([kKmMgG]?)[bB]?");

    /** True or false; on the command line alone it is true. */
    public static final OptionType<Boolean> FLAG =
            new OptionType<>("", "true or false", "true", OptionType::flag);

    /** A span of time; a bare number is seconds. */
    public static final OptionType<Duration> TIME =
            new OptionType<>(
                    "DURATION", "seconds, or a number with ms, s, m, h or d", OptionType::duration);

    /** A span of time for some paths. */
    public static final OptionType<RouteTime> ROUTE_TIME =
            new OptionType<>(
                    "/PREFIX=DURATION",
                    "a path's beginning, an equals sign and a span of time",
                    RouteTime::parse);

    /** Whom to call. */
    public static final OptionType<Address> ADDRESS =
            new OptionType<>(
                    "ADDRESS", "PORT, :PORT, HOST:PORT, /path/to.sock or @name", Address::parse);

    /** Whom to send requests to. */
    public static final OptionType<BackendAddress> BACKEND =
            new OptionType<>(
                    "ADDRESS",
                    "http://HOST:PORT, PORT, :PORT, HOST:PORT, /path/to.sock or @name",
                    BackendAddress::parse);

    /** Whom to send requests to, or where those are found. */
    public static final OptionType<String> UPSTREAM =
            new OptionType<>(
                    "ADDRESS",
                    "http://HOST:PORT, PORT, :PORT, HOST:PORT, /path/to.sock, @name,"
                            + " [http+]dns://HOST:PORT, [http+]dns+srv://NAME, file:PATH, or"
                            + " redis://[USER@]HOST/DATABASE without a password",
                    OptionType::upstream);

    /** Where to listen: a socket that is open already, too. */
    public static final OptionType<Address> LISTENING =
            new OptionType<>(
                    "ADDRESS",
                    "PORT, :PORT, HOST:PORT, /path/to.sock, @name or fd://N",
                    Address::parseListening);

    /** A pidfile, and the command whose process id it holds. */
    public static final OptionType<WatchedCommand> WATCHED_COMMAND =
            new OptionType<>(
                    "'PIDFILE COMMAND'", "a pidfile, a space and a command", WatchedCommand::parse);

    /** A variable and its value, which may be empty. */
    public static final OptionType<String> ASSIGNMENT =
            new OptionType<>(
                    "NAME=VALUE",
                    "NAME=VALUE",
                    text -> matching(text, "[A-Za-z_][A-Za-z0-9_]*=[^\\x00]*"));

    /** Three octal digits. */
    public static final OptionType<String> UMASK =
            new OptionType<>(
                    "BITS", "octal, 000 to 777", text -> matching(text.trim(), "0?[0-7]{3}"));

    /** Rights of a file or folder: three octal digits. */
    public static final OptionType<String> MODE =
            new OptionType<>(
                    "MODE", "octal, 000 to 777", text -> matching(text.trim(), "0?[0-7]{3}"));

    /** A folder from the root. */
    public static final OptionType<String> FOLDER =
            new OptionType<>(
                    "/FOLDER", "a path that begins with /", text -> matching(text.trim(), "/.+"));

    /** A file of a cgroup and what to write into it. */
    public static final OptionType<String> CGROUP_FILE =
            new OptionType<>(
                    "FILE=VALUE",
                    "FILE=VALUE, e.g. memory.max=512M",
                    text -> matching(text, "[a-z][a-zA-Z0-9_.]*=[^\\x00]+"));

    /** Rights of a Unix socket; without a word, or a bare key in an ini file, everybody's. */
    public static final OptionType<String> SOCKET_MODE =
            new OptionType<>("MODE", MODE.wanted, EVERYBODY, OptionType::socketMode);

    /** One that must have a value. */
    public OptionType(String placeholder, String wanted, Function<String, T> parser) {
        this(placeholder, wanted, "", parser);
    }

    /** A whole number within bounds, both taken. */
    public static OptionType<Integer> integer(int min, int max) {
        return new OptionType<>(
                "N", "a number, %d to %d".formatted(min, max), text -> (int) range(text, min, max));
    }

    /** A whole number within bounds, both taken, that may be large. */
    public static OptionType<Long> number(long min, long max) {
        return new OptionType<>(
                "N",
                "a number of at least %d".formatted(min),
                text -> range(text.trim(), min, max));
    }

    /** Bytes; a bare number is mebibytes, as uWSGI has it for memory. */
    public static OptionType<Long> megabytes() {
        return new OptionType<>(
                "SIZE",
                "MiB, or a number with k, m or g",
                text ->
                        bytes(
                                text.trim().matches("\\d+") ? text.trim() + "m" : text,
                                0,
                                MAX_MEMORY));
    }

    /**
     * Bytes within bounds, both taken; a bare number is kibibytes, as uWSGI has it for messages.
     */
    public static OptionType<Long> kilobytes(long min, long max) {
        return new OptionType<>(
                "SIZE",
                "KiB, or a number with k, m or g; %d to %d bytes".formatted(min, max),
                text -> bytes(text.trim().matches("\\d+") ? text.trim() + "k" : text, min, max));
    }

    /** Bytes within bounds, both taken. */
    public static OptionType<Long> size(long min, long max) {
        return new OptionType<>(
                "SIZE",
                "bytes, or a number with k, m or g; %d to %d".formatted(min, max),
                text -> bytes(text, min, max));
    }

    /** A word with a name of its own in help. */
    public static OptionType<String> text(String placeholder) {
        return new OptionType<>(placeholder, SOME_TEXT, OptionType::nonEmpty);
    }

    /** One of some words. */
    public static OptionType<String> word(String... words) {
        List<String> all = List.of(words);
        return new OptionType<>(
                String.join("|", all),
                String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast(),
                text -> oneOf(all, text.trim()));
    }

    /** Whether it needs no value on the command line. */
    public boolean isFlag() {
        return placeholder.isEmpty();
    }

    /** What it takes, in words, for help: with its unit or form. */
    public String told() {
        return isFlag() ? "a flag" : wanted.equals(SOME_TEXT) ? placeholder : wanted;
    }

    private static String upstream(String text) {
        return UpstreamSource.isMeant(text)
                ? UpstreamSource.parse(text).toString()
                : BackendAddress.parse(text).toString();
    }

    private static String nonEmpty(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }

    private static String matching(String text, String regex) {
        if (!Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String oneOf(List<String> words, String text) {
        if (!words.contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String socketMode(String text) {
        boolean bare = text.equals("true") || text.equals("1");
        return bare ? EVERYBODY : MODE.parser.apply(text);
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static long range(String text, long min, long max) {
        long value = Long.parseLong(text.trim());
        if (value < min || value > max) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static Duration duration(String text) {
        Matcher matcher = SPAN.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
    }

    private static long bytes(String text, long min, long max) {
        Matcher matcher = SIZE.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        int shift =
                switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "k" -> 10;
                    case "m" -> 20;
                    case "g" -> 30;
                    default -> 0;
                };
        long number = Long.parseLong(matcher.group(1));
        if (number > max >> shift) {
            throw new IllegalArgumentException(text);
        }
        return range(Long.toString(number << shift), min, max);
    }
}
