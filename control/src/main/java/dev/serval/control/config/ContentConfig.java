package dev.serval.control.config;

import java.util.List;

/**
 * What the router does to bodies, and which bodies it has for its own refusals.
 *
 * @param codings {@code gzip}, {@code br}, {@code zstd}, in order of preference; none for off
 * @param types media types that are compressed; one may end with a star
 * @param leastBytes what is known to be shorter is not compressed
 * @param gzipWhenAsked whether {@code uWSGI-Encoding: gzip} of an application counts
 * @param decompress whether request bodies in gzip are decoded
 * @param errorPages {@code STATUS=FILE}, absolute, for refusals
 */
public record ContentConfig(
        List<String> codings,
        List<String> types,
        long leastBytes,
        boolean gzipWhenAsked,
        boolean decompress,
        List<String> errorPages) {

    Settings addTo(Settings settings) {
        return settings.put("compress", codings)
                .put("compress-types", types)
                .put("compress-min", leastBytes)
                .put("http-auto-gzip", gzipWhenAsked ? 1L : 0L)
                .put("decompress-requests", decompress ? 1L : 0L)
                .put("error-page", errorPages);
    }

    static ContentConfig of(Settings s) {
        return new ContentConfig(
                s.list("compress"),
                s.list("compress-types"),
                s.number("compress-min"),
                s.integer("http-auto-gzip") == 1,
                s.integer("decompress-requests") == 1,
                s.list("error-page"));
    }
}
