package dev.serval.control.schedule;

import java.util.List;
import java.util.Locale;

/**
 * One of cron's five fields: which of its numbers match.
 *
 * @param any whether it is written as {@code *} or {@code *}{@code /N}; for days, that decides how
 *     two of them are read together
 * @param bits number N matches if bit N is set
 */
record CronField(boolean any, long bits) {

    /** What a field may hold. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    enum Kind {
        MINUTE("minute", 0, 59),
        HOUR("hour", 0, 23),
        DAY("day of the month", 1, 31),
        MONTH(
                "month", 1, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
                "oct", "nov", "dec"),
        /** 0 and 7 are Sunday. */
        WEEKDAY("weekday", 0, 7, "sun", "mon", "tue", "wed", "thu", "fri", "sat");

        private final String title;
        private final int min;
        private final int max;
        private final List<String> names;

        Kind(String title, int min, int max, String... names) {
            this.title = title;
            this.min = min;
            this.max = max;
            this.names = List.of(names);
        }

        private IllegalArgumentException not(String text) {
            String named =
                    names.isEmpty() ? "" : ", or " + names.getFirst() + " to " + names.getLast();
            return new IllegalArgumentException(
                    "%s is no %s; take %d to %d%s, lists (1,5), ranges (1-5), steps (*/5), or *"
                            .formatted(text, title, min, max, named));
        }
    }

    private static final int SUNDAY = 7;

    boolean matches(int number) {
        return ((bits >> number) & 1) != 0;
    }

    /**
     * @throws IllegalArgumentException with a message that says what is wrong
     */
    static CronField parse(Kind kind, String text) {
        if (text.startsWith("-")) {
            return uwsgi(kind, text);
        }
        long bits = 0;
        for (String part : text.split(",", -1)) {
            bits |= part(kind, part, text);
        }
        if (kind == Kind.WEEKDAY && ((bits >> SUNDAY) & 1) != 0) {
            bits |= 1;
        }
        return new CronField(text.startsWith("*"), bits);
    }

    /** uWSGI's: -1 is any, -5 is every fifth. */
    private static CronField uwsgi(Kind kind, String text) {
        int step = number(kind, text.substring(1), text);
        return new CronField(true, range(kind.min, kind.max, Math.max(1, step)));
    }

    private static long part(Kind kind, String part, String whole) {
        String[] stepped = part.split("/", -1);
        if (stepped.length > 2) {
            throw kind.not(whole);
        }
        int step = stepped.length == 2 ? number(kind, stepped[1], whole) : 1;
        String span = stepped[0];
        if (span.equals("*")) {
            return range(kind.min, kind.max, checked(step, kind, whole));
        }
        String[] ends = span.split("-", -1);
        int from = value(kind, ends[0], whole);
        int open = stepped.length == 2 ? kind.max : from;
        int to = ends.length == 2 ? value(kind, ends[1], whole) : open;
        if (ends.length > 2 || from > to) {
            throw kind.not(whole);
        }
        return range(from, to, checked(step, kind, whole));
    }

    private static int checked(int step, Kind kind, String whole) {
        if (step < 1 || step > kind.max) {
            throw kind.not(whole);
        }
        return step;
    }

    private static int value(Kind kind, String text, String whole) {
        int named = kind.names.indexOf(text.toLowerCase(Locale.ROOT));
        int value = named >= 0 ? named + (kind == Kind.MONTH ? 1 : 0) : number(kind, text, whole);
        if (value < kind.min || value > kind.max) {
            throw kind.not(whole);
        }
        return value;
    }

    private static int number(Kind kind, String text, String whole) {
        if (!text.matches("\\d{1,2}")) {
            throw kind.not(whole);
        }
        return Integer.parseInt(text);
    }

    private static long range(int from, int to, int step) {
        long bits = 0;
        for (int number = from; number <= to; number += step) {
            bits |= 1L << number;
        }
        return bits;
    }
}
