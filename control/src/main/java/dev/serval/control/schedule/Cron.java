package dev.serval.control.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Minute, hour, day of the month, month and weekday, as crontab(5) reads them; in front may stand
 * {@code CRON_TZ=Europe/Vienna}. uWSGI's -1 for any and -5 for every fifth are taken too.
 *
 * <p>Where a clock is put forward, what was to be done in the hour that is left out is done right
 * after it, once. Where it is put back, it is done once. What is to be done in every hour goes by
 * the time that passes.
 */
final class Cron implements Schedule {

    private static final String ZONE = "CRON_TZ=";
    private static final int FIELDS = 5;

    /** The 29th of February is not further away than that. */
    private static final int YEARS = 9;

    private static final Map<String, String> SHORT =
            Map.of(
                    "@hourly", "0 * * * *",
                    "@daily", "0 0 * * *",
                    "@midnight", "0 0 * * *",
                    "@weekly", "0 0 * * 0",
                    "@monthly", "0 0 1 * *",
                    "@yearly", "0 0 1 1 *",
                    "@annually", "0 0 1 1 *");

    private final String text;
    private final ZoneId zone;
    private final CronField minute;
    private final CronField hour;
    private final CronField day;
    private final CronField month;
    private final CronField weekday;

    private Cron(String text, ZoneId zone, List<String> fields) {
        this.text = text;
        this.zone = zone;
        this.minute = CronField.parse(CronField.Kind.MINUTE, fields.get(0));
        this.hour = CronField.parse(CronField.Kind.HOUR, fields.get(1));
        this.day = CronField.parse(CronField.Kind.DAY, fields.get(2));
        this.month = CronField.parse(CronField.Kind.MONTH, fields.get(3));
        this.weekday = CronField.parse(CronField.Kind.WEEKDAY, fields.get(4));
    }

    /**
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static Cron parse(String written) {
        String text = written.strip().replaceAll("\\s+", " ");
        ZoneId zone = ZoneId.systemDefault();
        String rest = text;
        if (text.startsWith(ZONE)) {
            int end = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
            zone = zone(text.substring(ZONE.length(), end));
            rest = text.substring(end).strip();
        }
        String fields = SHORT.getOrDefault(rest.toLowerCase(Locale.ROOT), rest);
        List<String> parts = List.of(fields.split(" ", -1));
        if (parts.size() != FIELDS) {
            throw new IllegalArgumentException(
                    "%s has %d fields; cron wants five: minute, hour, day, month, weekday"
                            .formatted(rest, rest.isEmpty() ? 0 : parts.size()));
        }
        Cron cron = new Cron(text, zone, parts);
        if (cron.next(Instant.EPOCH).isEmpty()) {
            throw new IllegalArgumentException("%s never comes".formatted(rest));
        }
        return cron;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s is no time zone; take one like Europe/Vienna or UTC".formatted(name), e);
        }
    }

    @Override
    public Instant after(Instant moment) {
        // It has come once at least, else it would not have been taken; so it comes again.
        return next(moment).orElse(Instant.MAX);
    }

    private Optional<Instant> next(Instant moment) {
        return hour.any() ? byTime(moment) : byClock(moment);
    }

    /** In every hour, whatever the clock shows. */
    private Optional<Instant> byTime(Instant moment) {
        ZonedDateTime last = moment.atZone(zone).plusYears(YEARS);
        ZonedDateTime at = moment.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        while (at.isBefore(last)) {
            if (!onDay(at.toLocalDate())) {
                at = at.toLocalDate().plusDays(1).atStartOfDay(zone);
            } else if (!hour.matches(at.getHour()) || !minute.matches(at.getMinute())) {
                at = at.plusMinutes(1);
            } else {
                return Optional.of(at.toInstant());
            }
        }
        return Optional.empty();
    }

    /** When the clock on the wall shows it for the first time. */
    private Optional<Instant> byClock(Instant moment) {
        LocalDateTime shown = moment.atZone(zone).toLocalDateTime();
        LocalDateTime last = shown.plusYears(YEARS);
        LocalDateTime at = shown.truncatedTo(ChronoUnit.MINUTES);
        while (at.isBefore(last)) {
            if (!onDay(at.toLocalDate())) {
                at = at.toLocalDate().plusDays(1).atStartOfDay();
                continue;
            }
            if (hour.matches(at.getHour()) && minute.matches(at.getMinute())) {
                Instant found = first(at);
                if (found.isAfter(moment)) {
                    return Optional.of(found);
                }
            }
            at = at.plusMinutes(1);
        }
        return Optional.empty();
    }

    private Instant first(LocalDateTime shown) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(shown);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(shown).getInstant()
                : shown.toInstant(offsets.getFirst());
    }

    /** Two days that are both named are either, else both: crontab(5). */
    private boolean onDay(LocalDate date) {
        boolean dayOf = day.matches(date.getDayOfMonth());
        boolean weekdayOf = weekday.matches(date.getDayOfWeek().getValue() % 7);
        boolean days = (day.any() || weekday.any()) ? (dayOf && weekdayOf) : (dayOf || weekdayOf);
        return month.matches(date.getMonthValue()) && days;
    }

    @Override
    public String toString() {
        return text;
    }
}
