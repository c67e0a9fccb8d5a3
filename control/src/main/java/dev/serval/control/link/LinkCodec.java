package dev.serval.control.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A message as one line: its word, then {@code key=value} fields, form-encoded, parted by spaces.
 *
 * <p>{@code drain mercy-ms=60000}
 */
public final class LinkCodec {

    private static final String NUMBER = "number";

    private LinkCodec() {}

    /** The line without its newline. */
    public static String encode(Message message) {
        return switch (message) {
            case ToMaster.Hello(Role role, int slot) ->
                    line("hello", Map.of("role", role.word(), "slot", Integer.toString(slot)));
            case ToMaster.Ready() -> "ready";
            case ToMaster.Beat() -> "beat";
            case ToMaster.Unfit(String why) -> line("unfit", Map.of("why", why));
            case ToMaster.Waiting(int requests) ->
                    line("waiting", Map.of("requests", Integer.toString(requests)));
            case ToMaster.Failed(String why) -> line("failed", Map.of("why", why));
            case ToMaster.Released(long pid) -> line("released", pid(pid));
            case ToMaster.Overdue(long pid) -> line("overdue", pid(pid));
            case ToMaster.Measured(Map<String, String> readings) -> line("measured", readings);
            case ToMaster.Writes(int change) -> line("writes", change(change));
            case ToMaster.Planned(Map<String, String> tasks) -> line("planned", tasks);
            case ToMaster.Ran ran -> line("ran", ScheduleFields.of(ran));
            case ToMaster.Yielded() -> "yielded";
            case ToMaster.Swapped swapped -> line("swapped", fields(swapped));
            case ToChild.Draft draft -> line("draft", fields(draft));
            case ToChild.Swap swap -> line("swap", fields(swap));
            case ToChild.Configure(Map<String, String> settings) -> line("configure", settings);
            case ToChild.Roster(List<Member> members) -> line("roster", fields(members));
            case ToChild.Backends backends -> line("backends", fields(backends));
            case ToChild.Release(long pid) -> line("release", pid(pid));
            case ToChild.Accept(boolean on) -> on ? "accept" : "pause";
            case ToChild.Farewell() -> "farewell";
            case ToChild.Lead(Map<String, Long> done) -> line("lead", ScheduleFields.of(done));
            case ToChild.Drain(Duration mercy) ->
                    line("drain", Map.of("mercy-ms", Long.toString(mercy.toMillis())));
            case ToChild.Output(int change) -> line("output", change(change));
        };
    }

    /**
     * @throws IllegalArgumentException for anything {@link #encode} does not write; both ends are
     *     ours, so it is a bug
     */
    public static Message decode(String line) {
        List<String> words = List.of(line.split(" ", -1));
        Map<String, String> fields = fields(words.subList(1, words.size()));
        return switch (words.getFirst()) {
            case "hello" ->
                    new ToMaster.Hello(
                            Role.of(fields.getOrDefault("role", "")),
                            Integer.parseInt(fields.getOrDefault("slot", "0")));
            case "ready" -> new ToMaster.Ready();
            case "beat" -> new ToMaster.Beat();
            case "unfit" -> new ToMaster.Unfit(fields.getOrDefault("why", ""));
            case "waiting" ->
                    new ToMaster.Waiting(Integer.parseInt(fields.getOrDefault("requests", "0")));
            case "released" -> new ToMaster.Released(pid(fields));
            case "overdue" -> new ToMaster.Overdue(pid(fields));
            case "release" -> new ToChild.Release(pid(fields));
            case "measured" -> new ToMaster.Measured(fields);
            case "planned" -> new ToMaster.Planned(fields);
            case "ran" -> ScheduleFields.ran(fields);
            case "yielded" -> new ToMaster.Yielded();
            case "lead" -> new ToChild.Lead(ScheduleFields.done(fields));
            case "writes" -> new ToMaster.Writes(change(fields));
            case "output" -> new ToChild.Output(change(fields));
            case "swapped" -> swapped(fields);
            case "draft" -> draft(fields);
            case "swap" -> swap(fields);
            case "failed" -> new ToMaster.Failed(fields.getOrDefault("why", ""));
            case "configure" -> new ToChild.Configure(fields);
            case "roster" -> new ToChild.Roster(members(fields));
            case "backends" -> backends(fields);
            case "accept" -> new ToChild.Accept(true);
            case "pause" -> new ToChild.Accept(false);
            case "farewell" -> new ToChild.Farewell();
            case "drain" ->
                    new ToChild.Drain(
                            Duration.ofMillis(
                                    Long.parseLong(fields.getOrDefault("mercy-ms", "0"))));
            default -> throw new IllegalArgumentException("no link message: " + words.getFirst());
        };
    }

    private static Map<String, String> fields(Iterable<String> words) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String word : words) {
            List<String> field = pair(word, "=");
            fields.put(plain(field.getFirst()), plain(field.getLast()));
        }
        return fields;
    }

    private static Map<String, String> fields(ToMaster.Swapped swapped) {
        return Map.of(
                NUMBER,
                Integer.toString(swapped.number()),
                "held",
                Integer.toString(swapped.held()),
                "fault",
                swapped.fault());
    }

    private static ToMaster.Swapped swapped(Map<String, String> fields) {
        return new ToMaster.Swapped(
                number(fields),
                Integer.parseInt(fields.getOrDefault("held", "0")),
                fields.getOrDefault("fault", ""));
    }

    private static Map<String, String> fields(ToChild.Swap swap) {
        return Map.of(
                NUMBER,
                Integer.toString(swap.number()),
                "class-path",
                String.join("\n", swap.classPath()));
    }

    private static ToChild.Swap swap(Map<String, String> fields) {
        return new ToChild.Swap(
                number(fields), List.of(fields.getOrDefault("class-path", "").split("\n", -1)));
    }

    private static Map<String, String> fields(ToChild.Backends backends) {
        return Map.of("source", backends.source(), "lines", String.join("\n", backends.lines()));
    }

    private static ToChild.Backends backends(Map<String, String> fields) {
        return new ToChild.Backends(
                fields.getOrDefault("source", ""),
                fields.getOrDefault("lines", "").lines().toList());
    }

    private static int number(Map<String, String> fields) {
        return Integer.parseInt(fields.getOrDefault(NUMBER, "0"));
    }

    private static Map<String, String> fields(ToChild.Draft draft) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("change", Long.toString(draft.change()));
        fields.put("state", draft.state().name());
        fields.put("text", draft.text());
        fields.put("json", draft.json());
        return fields;
    }

    private static ToChild.Draft draft(Map<String, String> fields) {
        return new ToChild.Draft(
                Long.parseLong(fields.getOrDefault("change", "0")),
                DraftState.valueOf(fields.getOrDefault("state", "SOUND")),
                fields.getOrDefault("text", ""),
                fields.getOrDefault("json", ""));
    }

    private static Map<String, String> change(int number) {
        return Map.of("change", Integer.toString(number));
    }

    private static Map<String, String> pid(long pid) {
        return Map.of("pid", Long.toString(pid));
    }

    private static long pid(Map<String, String> fields) {
        return Long.parseLong(fields.getOrDefault("pid", "0"));
    }

    private static int change(Map<String, String> fields) {
        return Integer.parseInt(fields.getOrDefault("change", "0"));
    }

    private static Map<String, String> fields(List<Member> members) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Member m : members) {
            String where = m.http() ? ":" + m.port() : "";
            fields.put(Long.toString(m.pid()), m.worker() + ":" + m.cores() + where);
        }
        return fields;
    }

    private static List<Member> members(Map<String, String> fields) {
        List<Member> members = new ArrayList<>();
        fields.forEach((pid, text) -> {
            List<Integer> told = Stream.of(text.split(":", -1)).map(Integer::valueOf).toList();
            if (told.size() < 2 || told.size() > 3) {
                throw new IllegalArgumentException("no member in a link message: " + text);
            }
            members.add(
                    new Member(told.get(0), Long.parseLong(pid), told.get(1))
                            .at(told.size() > 2 ? told.get(2) : 0));
        });
        return members;
    }

    private static String line(String word, Map<String, String> fields) {
        StringBuilder line = new StringBuilder(word);
        fields.forEach((key, value) ->
                line.append(' ')
                        .append(URLEncoder.encode(key, UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(value, UTF_8)));
        return line.toString();
    }

    private static List<String> pair(String text, String mark) {
        List<String> parts = List.of(text.split(mark, -1));
        if (parts.size() != 2) {
            throw new IllegalArgumentException("no pair parted by " + mark + " in a link message");
        }
        return parts;
    }

    private static String plain(String encoded) {
        return URLDecoder.decode(encoded, UTF_8);
    }
}
