package dev.serval.control.source;

import com.typesafe.config.ConfigValue;
import dev.serval.control.config.RoutingConfig;
import dev.serval.control.option.Nearest;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.Origin;
import dev.serval.control.option.Passwords;
import dev.serval.control.routing.RoutingText;
import dev.serval.control.table.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every option is, and who said so. A later source replaces all values of an earlier one;
 * within one source a repeatable option collects.
 */
public final class OptionValues {

    /**
     * One value and its origin.
     *
     * @param text as it was written
     * @param origin where
     */
    public record Said(String text, Origin origin) {}

    private final Map<Option<?>, List<Said>> values = new LinkedHashMap<>();
    private String routing = "";

    /** Values of one source, in the order they were written. */
    static final class Source {

        private final Map<Option<?>, List<Said>> said = new LinkedHashMap<>();
        private final Map<String, ConfigValue> blocks = new LinkedHashMap<>();

        /**
         * Takes one mention.
         *
         * @throws dev.serval.control.option.OptionException if there is no such option or the value
         *     is not what it takes
         */
        void say(String word, String text, Origin origin) {
            Option<?> option = known(word, origin);
            option.parse(text, origin);
            List<Said> list = said.computeIfAbsent(option, _ -> new ArrayList<>());
            if (!option.repeatable()) {
                list.clear();
            }
            list.add(new Said(text, origin));
        }

        /** Takes a block of pools or routes, which has been checked. */
        void say(String word, ConfigValue block) {
            blocks.put(word, block);
        }

        /** All blocks. */
        Map<String, ConfigValue> blocks() {
            return blocks;
        }

        /**
         * The option of this word.
         *
         * @throws dev.serval.control.option.OptionException if there is none
         */
        static Option<?> known(String word, Origin origin) {
            return Options.find(word).orElseThrow(() -> unknown(word, origin));
        }

        Optional<String> text(Option<?> option) {
            List<Said> list = said.get(option);
            return list == null ? Optional.empty() : Optional.of(list.getLast().text());
        }

        private static OptionException unknown(String word, Origin origin) {
            String kind = origin instanceof Origin.CommandLine ? "option" : "key";
            String shown = origin instanceof Origin.CommandLine ? "--" + word : "`" + word + "`";
            String hint =
                    Nearest.to(word, Options.words())
                            .map(k ->
                                    origin instanceof Origin.CommandLine
                                            ? ", did you mean --" + k + "?"
                                            : ", did you mean `" + k + "`?")
                            .orElse("; `serval help all` lists them");
            return OptionException.at(origin, "unknown %s %s%s".formatted(kind, shown, hint));
        }
    }

    /** Takes a source that counts for more than all before it. */
    void overlay(Source source) {
        values.putAll(source.said);
        if (!source.blocks.isEmpty()) {
            routing = RoutingText.of(source.blocks);
        }
    }

    /** The pools and the routes, as text for {@link RoutingText#parse}; empty if there are none. */
    public String routingText() {
        return routing;
    }

    /** The pools and the routes. */
    public RoutingConfig routing() {
        return RoutingText.parse(routing);
    }

    /** The value of an option that is not repeatable. */
    public <T> T get(Option<T> option) {
        Said said = values.getOrDefault(option, List.of(byDefault(option))).getLast();
        return option.parse(said.text(), said.origin());
    }

    /** The same of a text that has no default: empty if nobody has said it. */
    public String text(Option<String> option) {
        return isSaid(option) ? get(option) : "";
    }

    /**
     * A password among the words of a process is seen by everybody on this machine.
     *
     * @param instead what to do, for the message
     * @throws OptionException if the command line has one for this option
     */
    public void refusePassword(Option<?> option, String instead) {
        for (Said said : said(option)) {
            boolean hidden = said.text().equals(Passwords.masked(said.text()));
            if (said.origin() instanceof Origin.CommandLine && !hidden) {
                throw OptionException.combination(
                        "a password on the command line is seen by everybody on this machine; "
                                + instead);
            }
        }
    }

    /** All values of a repeatable option; its default, if it has one, when nobody said any. */
    public <T> List<T> all(Option<T> option) {
        List<Said> list = values.get(option);
        if (list == null) {
            return option.fallback().isEmpty()
                    ? List.of()
                    : List.of(option.parse(option.fallback(), new Origin.Default()));
        }
        List<T> all = new ArrayList<>();
        for (Said said : list) {
            all.add(option.parse(said.text(), said.origin()));
        }
        return all;
    }

    /** Whether anybody said anything. */
    public boolean isSaid(Option<?> option) {
        return values.containsKey(option);
    }

    /** Every value of an option with its origin. */
    public List<Said> said(Option<?> option) {
        return values.getOrDefault(option, List.of(byDefault(option)));
    }

    private static Said byDefault(Option<?> option) {
        return new Said(option.fallback(), new Origin.Default());
    }
}
