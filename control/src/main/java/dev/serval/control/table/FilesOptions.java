package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Section;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that the router serves itself. */
public final class FilesOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.FILES);
    private static final Pattern EXPIRY = Pattern.compile("(.*\\S)\\s+(\\d{1,9})");
    private static final Pattern MAP = Pattern.compile("/[^=]*=.+");

    private static final OptionType<String> MAPPING =
            new OptionType<>("PREFIX=DIR", "/prefix=/folder/or/file", FilesOptions::mapping);
    private static final OptionType<String> LIFETIME =
            new OptionType<>(
                    "'REGEX SECONDS'",
                    "a regular expression, a space and a number of seconds",
                    FilesOptions::expiry);

    public static final Option<String> STATIC_MAP =
            GROUP.many(
                    "static-map",
                    MAPPING,
                    "",
                    "serve files of this folder, or this one file, for all paths that begin so; the"
                            + " prefix is taken off");
    public static final Option<String> STATIC_MAP2 =
            GROUP.many(
                    "static-map2", MAPPING, "", "the same, and the prefix is part of the name too");
    public static final Option<String> CHECK_STATIC =
            GROUP.many(
                    "check-static",
                    text("DIR"),
                    "",
                    "serve a file of this folder where there is one of the path's name, and ask the"
                            + " application otherwise");
    public static final Option<String> STATIC_INDEX =
            GROUP.many(
                    "static-index",
                    text("NAME"),
                    "",
                    "the file that stands for a folder, in order");
    public static final Option<String> STATIC_EXPIRES =
            GROUP.many(
                    "static-expires",
                    LIFETIME,
                    "",
                    "how long files may be kept whose path has a part like this; the first that fits"
                            + " counts");
    public static final Option<Boolean> STATIC_GZIP =
            GROUP.one(
                    "static-gzip, static-gzip-all",
                    FLAG,
                    "false",
                    "send FILE.br, FILE.zst or FILE.gz instead, where it is there and the client"
                            + " takes it");
    public static final Option<String> STATIC_SAFE =
            GROUP.many("static-safe", text("DIR"), "", "links may lead into this folder");
    public static final Option<String> SENDFILE_ROOT =
            GROUP.many(
                    "sendfile-root",
                    text("DIR"),
                    "",
                    "the application may name a file below this folder in X-Sendfile, and the router"
                            + " sends it");
    public static final Option<String> ACCEL_MAP =
            GROUP.many(
                    "accel-map",
                    MAPPING,
                    "",
                    "paths that begin so, named by the application in X-Accel-Redirect, are files of"
                            + " this folder; the prefix is taken off");

    public static final Option<Boolean> STATIC_LISTING =
            GROUP.one(
                    "static-listing",
                    FLAG,
                    "false",
                    "answer with a list of names for folders of --static-map that have no index");
    public static final Option<String> STATIC_SKIP_EXT =
            GROUP.many(
                    "static-skip-ext",
                    text(".EXT"),
                    "",
                    "paths that end so are for the application, whatever is mapped");
    public static final Option<String> MIMEFILE =
            GROUP.many(
                    "mimefile, mime-file",
                    text("FILE"),
                    "",
                    "types of files by the end of their names, each line TYPE EXT EXT ..., as in"
                            + " /etc/mime.types; they go before those that are built in");

    private FilesOptions() {}

    private static String mapping(String text) {
        if (!MAP.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String expiry(String text) {
        Matcher matcher = EXPIRY.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return Pattern.compile(matcher.group(1)).pattern() + " " + matcher.group(2);
    }
}
