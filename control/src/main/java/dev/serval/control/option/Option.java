package dev.serval.control.option;

import java.util.List;

/**
 * One option, declared.
 *
 * @param <T> the type of one value
 * @param words its name first, then its aliases, everywhere the same: {@code --name}, {@code
 *     serval.name}, {@code name =}, {@code SERVAL_NAME}
 * @param letter its short form; 0 if it has none
 * @param type how it is written
 * @param fallback what it is when nobody says, as text; empty for nothing
 * @param repeatable whether each mention adds a value
 * @param section where help shows it
 * @param help one sentence
 */
public record Option<T>(
        List<String> words,
        char letter,
        OptionType<T> type,
        String fallback,
        boolean repeatable,
        Section section,
        String help) {

    /** The word it is listed by. */
    public String name() {
        return words.getFirst();
    }

    /** Of its name alone, which no other has: maps of options are asked often. */
    @Override
    public int hashCode() {
        return name().hashCode();
    }

    /**
     * Reads one value.
     *
     * @throws OptionException if it is not what the option takes
     */
    public T parse(String text, Origin origin) {
        try {
            return type.parser().apply(text);
        } catch (FaultyPart e) {
            throw OptionException.at(
                    origin.of(e.part()), "`%s`: %s".formatted(name(), e.getMessage()));
        } catch (IllegalArgumentException e) {
            String was = text.isBlank() ? "empty" : Passwords.masked(text);
            throw OptionException.at(
                    origin, "`%s` is %s; it must be %s".formatted(name(), was, type.wanted()));
        }
    }
}
