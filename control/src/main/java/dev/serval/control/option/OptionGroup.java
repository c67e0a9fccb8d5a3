package dev.serval.control.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The options of one section, in the order they are declared. */
public final class OptionGroup {

    private final Section section;
    private final List<Option<?>> options = new ArrayList<>();

    /** An empty group. */
    public OptionGroup(Section section) {
        this.section = section;
    }

    /**
     * Declares an option that has one value.
     *
     * @param words its name, then its aliases, then perhaps {@code -x}, parted by commas
     * @param fallback its default, as text; empty for none
     */
    public <T> Option<T> one(String words, OptionType<T> type, String fallback, String help) {
        return add(words, type, fallback, false, help);
    }

    /** Declares an option of which each mention adds a value. */
    public <T> Option<T> many(String words, OptionType<T> type, String fallback, String help) {
        return add(words, type, fallback, true, help);
    }

    /** All of them. */
    public List<Option<?>> all() {
        return List.copyOf(options);
    }

    private <T> Option<T> add(
            String text, OptionType<T> type, String fallback, boolean repeatable, String help) {
        List<String> words = new ArrayList<>(Arrays.asList(text.split(", ", -1)));
        char letter = words.getLast().startsWith("-") ? words.removeLast().charAt(1) : 0;
        Option<T> option =
                new Option<>(List.copyOf(words), letter, type, fallback, repeatable, section, help);
        options.add(option);
        return option;
    }
}
