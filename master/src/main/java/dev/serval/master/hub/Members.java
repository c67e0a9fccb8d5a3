package dev.serval.master.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who has joined what, by name: subscribers of a topic, those who offer to answer calls. Pure.
 *
 * @param <C> who joins
 */
final class Members<C> {

    private static final int MOST_NAMES = 10_000;
    private static final int MOST_NAME = 255;

    private final Map<String, List<C>> members = new HashMap<>();
    private int turn;

    /**
     * @throws IllegalArgumentException if the name is none, or there are too many
     */
    void join(String name, C who) {
        if (name.isEmpty() || name.length() > MOST_NAME) {
            throw new IllegalArgumentException("a name has 1 to %d letters".formatted(MOST_NAME));
        }
        if (!members.containsKey(name) && members.size() == MOST_NAMES) {
            throw new IllegalArgumentException("there are %d names already".formatted(MOST_NAMES));
        }
        List<C> all = members.computeIfAbsent(name, _ -> new ArrayList<>());
        if (!all.contains(who)) {
            all.add(who);
        }
    }

    /** All of them, in the order they came. */
    List<C> of(String name) {
        return List.copyOf(members.getOrDefault(name, List.of()));
    }

    /** One of them, in turn. */
    Optional<C> next(String name) {
        List<C> all = members.getOrDefault(name, List.of());
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(Math.floorMod(turn++, all.size())));
    }

    /** It is in nothing any more. */
    void leave(C who) {
        members.values().forEach(all -> all.remove(who));
        members.values().removeIf(List::isEmpty);
    }

    /** How many names there are. */
    int size() {
        return members.size();
    }
}
