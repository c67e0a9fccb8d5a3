package dev.serval.control.option;

import dev.serval.control.schedule.Schedule;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command of the operator's and when it is run.
 *
 * @param when as it is written
 * @param schedule the same
 * @param command for a shell
 * @param unique whether it is left out while it still runs from the last time
 * @param limitSeconds the longest it may run; 0 where nothing is said of it
 */
public record CronCommand(
        String when, Schedule schedule, String command, boolean unique, int limitSeconds) {

    /** {@code 0 3 * * * /usr/bin/backup}. */
    public static final OptionType<CronCommand> TYPE = type(false);

    /** The same; it never runs twice at once. */
    public static final OptionType<CronCommand> UNIQUE = type(true);

    /** uWSGI's other form: {@code minute=0,hour=3,unique=1 /usr/bin/backup}. */
    public static final OptionType<CronCommand> PAIRS =
            new OptionType<>(
                    "'KEY=N,... COMMAND'",
                    "minute, hour, day, month, week, unique or harakiri, each with = and a number,"
                            + " parted by commas, then a command",
                    CronCommand::pairs);

    private static final Pattern FORM =
            Pattern.compile(
                    "\\s*((?:CRON_TZ=\\S+\\s+)?(?:@\\w+|\\S+(?:\\s+\\S+){4}))\\s+(\\S.*)",
                    Pattern.DOTALL);
    private static final Pattern PAIRED = Pattern.compile("\\s*(\\S+)\\s+(\\S.*)", Pattern.DOTALL);
    private static final Pattern PAIR = Pattern.compile("([a-z]+)=(-?\\d{1,6})");

    private static OptionType<CronCommand> type(boolean unique) {
        return new OptionType<>(
                "'WHEN COMMAND'",
                "minute, hour, day of the month, month and weekday, or @daily and its like, then a"
                        + " command: 0 3 * * * /usr/bin/backup",
                text -> fields(text, unique));
    }

    private static CronCommand fields(String text, boolean unique) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        return of(form.group(1), form.group(1), form.group(2), unique, 0);
    }

    private static CronCommand of(
            String written, String when, String command, boolean unique, int limitSeconds) {
        try {
            return new CronCommand(when, Schedule.cron(when), command, unique, limitSeconds);
        } catch (IllegalArgumentException e) {
            throw new FaultyPart(written, String.valueOf(e.getMessage()));
        }
    }

    private static CronCommand pairs(String text) {
        Matcher form = PAIRED.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        Map<String, Integer> said = new HashMap<>();
        for (String part : form.group(1).split(",", -1)) {
            Matcher pair = PAIR.matcher(part);
            if (!pair.matches()) {
                throw new FaultyPart(part, part + " is not KEY=NUMBER");
            }
            said.put(pair.group(1), Integer.valueOf(pair.group(2)));
        }
        StringBuilder when = new StringBuilder();
        for (String field : new String[] {"minute", "hour", "day", "month", "week"}) {
            when.append(when.isEmpty() ? "" : " ").append(any(said.remove(field)));
        }
        boolean unique = any(said.remove("unique")) == 1;
        int limit = Math.max(0, any(said.remove("harakiri")));
        for (String left : said.keySet()) {
            throw new FaultyPart(
                    left,
                    left + " is not known; take minute, hour, day, month, week, unique, harakiri");
        }
        return of(form.group(1), when.toString(), form.group(2), unique, limit);
    }

    private static int any(@Nullable Integer said) {
        return said == null ? -1 : said;
    }

    @Override
    public String toString() {
        return when + " " + command;
    }
}
