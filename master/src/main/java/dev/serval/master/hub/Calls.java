package dev.serval.master.hub;

import dev.serval.hub.Frame;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions of one client that another one answers. On the hub's loop. */
final class Calls {

    /** That wait for an answer at once. */
    private static final int MOST = 10_000;

    /**
     * @param who asks
     * @param ask what it said
     * @param asked who is to answer
     */
    record Call(Client who, Frame ask, Client asked, long untilNanos) {}

    private final Map<Integer, Call> open = new HashMap<>();
    private int lastId;

    /**
     * Keeps a question.
     *
     * @return the id under which it is asked
     * @throws IllegalArgumentException if there are too many
     */
    int begin(Call call) {
        if (open.size() == MOST) {
            throw new IllegalArgumentException(
                    "%d calls wait for an answer already".formatted(MOST));
        }
        do {
            lastId++;
        } while (open.containsKey(lastId));
        open.put(lastId, call);
        return lastId;
    }

    /** Whose answer this is; empty if it comes too late, or from somebody else. */
    Optional<Call> end(int id, Client from) {
        @Nullable Call call = open.get(id);
        if (call == null || !call.asked.equals(from)) {
            return Optional.empty();
        }
        open.remove(id);
        return Optional.of(call);
    }

    /** Ends those that nobody will answer: the time is up, or one of the two is gone. */
    Iterable<Call> hopeless(long now, @Nullable Client gone) {
        var ended =
                open.entrySet().stream()
                        .filter(each ->
                                each.getValue().untilNanos - now <= 0
                                        || each.getValue().asked.equals(gone)
                                        || each.getValue().who.equals(gone))
                        .toList();
        ended.forEach(each -> open.remove(each.getKey()));
        return ended.stream().map(Map.Entry::getValue).toList();
    }

    boolean idle() {
        return open.isEmpty();
    }
}
