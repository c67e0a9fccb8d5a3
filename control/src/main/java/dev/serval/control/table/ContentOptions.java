package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.size;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Section;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the router does to bodies. */
public final class ContentOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.CONTENT);

    private static final List<String> KNOWN = List.of("gzip", "br", "zstd");
    private static final Pattern PAGE_FORM = Pattern.compile("[45]\\d\\d=.+");
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/([A-Za-z0-9!#$&^_.+-]+|\\*)");

    private static final OptionType<List<String>> CODINGS =
            new OptionType<>(
                    "CODING,...",
                    "gzip, br and zstd, or some of them, parted by commas",
                    ContentOptions::codings);
    private static final OptionType<List<String>> TYPES =
            new OptionType<>(
                    "TYPE,...",
                    "media types parted by commas, such as application/json or text/*",
                    ContentOptions::types);

    private static final OptionType<String> PAGE =
            new OptionType<>(
                    "STATUS=FILE",
                    "a status from 400 to 599, an equals sign and a file",
                    ContentOptions::page);

    public static final Option<List<String>> COMPRESS =
            GROUP.one(
                    "compress",
                    CODINGS,
                    "",
                    "compress answers of the application with one of these, those the server likes"
                            + " best first, where the client takes it");
    public static final Option<List<String>> COMPRESS_TYPES =
            GROUP.one(
                    "compress-types",
                    TYPES,
                    "text/*,application/json,application/ld+json,application/manifest+json,"
                            + "application/problem+json,application/javascript,application/xml,"
                            + "application/xhtml+xml,application/rss+xml,application/atom+xml,"
                            + "application/wasm,image/svg+xml",
                    "the media types that are compressed");
    public static final Option<Long> COMPRESS_MIN =
            GROUP.one(
                    "compress-min",
                    size(0, 1L << 30),
                    "1k",
                    "what is known to be smaller is not compressed");
    public static final Option<Boolean> HTTP_AUTO_GZIP =
            GROUP.one(
                    "http-auto-gzip",
                    FLAG,
                    "false",
                    "compress answers in which the application says uWSGI-Encoding: gzip, whatever"
                            + " their type");

    public static final Option<Boolean> DECOMPRESS_REQUESTS =
            GROUP.one(
                    "decompress-requests",
                    FLAG,
                    "false",
                    "decode request bodies in gzip; other codings are a 415, and bodies that grow"
                            + " beyond --limit-post, or 200 times, a 413");
    public static final Option<String> ERROR_PAGE =
            GROUP.many(
                    "error-page",
                    PAGE,
                    "",
                    "the body of the router's own answers with this status; with several of a"
                            + " status, the one whose type the client likes best");
    public static final Option<String> ERROR_PAGE_403 =
            GROUP.many("error-page-403", text("FILE"), "", "the same as --error-page 403=FILE");
    public static final Option<String> ERROR_PAGE_404 =
            GROUP.many("error-page-404", text("FILE"), "", "the same as --error-page 404=FILE");
    public static final Option<String> ERROR_PAGE_500 =
            GROUP.many("error-page-500", text("FILE"), "", "the same as --error-page 500=FILE");

    private ContentOptions() {}

    private static String page(String text) {
        if (!PAGE_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static List<String> codings(String text) {
        List<String> words = words(text);
        if (words.stream().distinct().count() != words.size() || !KNOWN.containsAll(words)) {
            throw new IllegalArgumentException(text);
        }
        return words;
    }

    private static List<String> types(String text) {
        List<String> words = words(text);
        if (!words.stream().allMatch(word -> MEDIA_TYPE.matcher(word).matches())) {
            throw new IllegalArgumentException(text);
        }
        return words;
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).toList();
    }
}
