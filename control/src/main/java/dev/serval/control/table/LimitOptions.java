package dev.serval.control.table;

import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.size;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;

/** How large anything may be. */
public final class LimitOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.LIMITS);
    private static final long MAX_BODY = 1L << 50;

    public static final Option<Long> MAX_REQUEST_LINE =
            GROUP.one(
                    "http-max-request-line",
                    size(64, 65536),
                    "8k",
                    "longest request line, else 414");
    public static final Option<Long> MAX_HEADERS_SIZE =
            GROUP.one(
                    "http-max-headers-size",
                    size(256, 65536),
                    "32k",
                    "all header fields of a request together, else 431");
    public static final Option<Integer> MAX_HEADERS =
            GROUP.one(
                    "http-max-headers",
                    integer(1, 10000),
                    "100",
                    "header fields in a request, else 431");
    public static final Option<Long> LIMIT_POST =
            GROUP.one(
                    "limit-post",
                    size(0, MAX_BODY),
                    "0",
                    "largest request body, else 413; 0 for no limit");
    public static final Option<Long> BUFFER_SIZE =
            GROUP.one(
                    "buffer-size, -b",
                    size(1024, 65535),
                    "65535",
                    "largest variable block of a uwsgi packet");
    public static final Option<Integer> MAX_VARS =
            GROUP.one("max-vars", integer(16, 65535), "1000", "variables in a uwsgi packet");

    private LimitOptions() {}
}
