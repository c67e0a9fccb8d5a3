package dev.serval.router.files;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How long files of some paths may be kept.
 *
 * @param paths found anywhere in the path
 * @param seconds 0 and up
 */
record Expiry(Pattern paths, long seconds) {

    /** Each {@code REGEX SECONDS}, as the options have checked. */
    static List<Expiry> parse(List<String> texts) {
        List<Expiry> all = new ArrayList<>();
        for (String text : texts) {
            int space = text.strip().lastIndexOf(' ');
            all.add(
                    new Expiry(
                            Pattern.compile(text.strip().substring(0, space).strip()),
                            Long.parseLong(text.strip().substring(space + 1))));
        }
        return all;
    }
}
