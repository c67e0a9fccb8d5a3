package dev.serval.master.supervise;

import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import java.util.List;
import java.util.Optional;

/**
 * Which worker does what the application does at times. Never two at once: the next one begins when
 * the one before has said that it runs nothing more, or is gone.
 */
final class Leadership {

    private long leader;

    /**
     * Somebody new, if nobody leads.
     *
     * @param serving workers that are ready and not about to end, in order
     */
    Optional<Command> next(List<Member> serving) {
        if (leader != 0 || serving.isEmpty()) {
            return Optional.empty();
        }
        Member chosen = serving.getFirst();
        leader = chosen.pid();
        return Optional.of(
                new Command.Lead(new ChildId(Role.WORKER, chosen.worker()), chosen.pid()));
    }

    /** It leads no more: it has said so, or is gone. */
    void over(long pid) {
        if (leader == pid) {
            leader = 0;
        }
    }
}
