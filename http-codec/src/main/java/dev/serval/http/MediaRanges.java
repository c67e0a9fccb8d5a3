package dev.serval.http;

import java.util.Locale;

/** How well a client likes a media type (RFC 9110 section 12.5.1). Pure. */
public final class MediaRanges {

    private static final int ONE = 1000;

    private MediaRanges() {}

    /**
     * In thousandths; the most specific range counts.
     *
     * @param accept the value of Accept; empty if there is none
     * @param type perhaps with parameters, which do not count
     */
    public static int quality(String accept, String type) {
        if (accept.isBlank()) {
            return ONE;
        }
        String bare = bare(type);
        String family = bare.substring(0, bare.indexOf('/') + 1) + "*";
        int quality = 0;
        int precision = 0;
        for (String item : accept.split(",", -1)) {
            String range = bare(item);
            int match =
                    range.equals(bare) ? 3 : range.equals(family) ? 2 : range.equals("*/*") ? 1 : 0;
            if (match > precision) {
                precision = match;
                quality = weight(item);
            }
        }
        return quality;
    }

    private static String bare(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static int weight(String item) {
        for (String parameter : item.split(";", -1)) {
            String text = parameter.strip();
            if (text.startsWith("q=")) {
                try {
                    double q = Double.parseDouble(text.substring(2));
                    return q >= 0 && q <= 1 ? (int) Math.round(q * ONE) : 0;
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return ONE;
    }
}
