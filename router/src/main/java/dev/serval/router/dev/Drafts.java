package dev.serval.router.dev;

import dev.serval.control.link.DraftState;
import dev.serval.control.link.ToChild.Draft;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The newest draft, and who waits for the next. Any thread. */
public final class Drafts {

    private final Set<DevDoor> waiting = ConcurrentHashMap.newKeySet();

    /** Until the master says where things stand, who comes waits. */
    private volatile Draft now = new Draft(0, DraftState.BUSY, "", "");

    /** This is the newest; whoever waits is told. */
    public void become(Draft next) {
        now = next;
        waiting.forEach(DevDoor::draftChanged);
    }

    /** What is broken is to be left out of account until the next draft. */
    void overlook(Draft broken) {
        if (now.equals(broken)) {
            become(new Draft(broken.change(), DraftState.SOUND, "", ""));
        }
    }

    Draft now() {
        return now;
    }

    /** Has it told of every draft from now on. */
    void join(DevDoor door) {
        waiting.add(door);
    }

    void leave(DevDoor door) {
        waiting.remove(door);
    }
}
