package dev.serval.control.routing;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many requests in so much time.
 *
 * @param requests 1 and up
 */
record RateText(int requests, Duration per) {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})\\s*/\\s*([smh])");

    /**
     * Reads {@code 10/s}, {@code 100/m}, {@code 1000/h}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static RateText parse(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        Duration per =
                switch (form.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                };
        return new RateText(Integer.parseInt(form.group(1)), per);
    }
}
