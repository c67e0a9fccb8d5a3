package dev.serval.master.dev;

import dev.serval.control.link.DraftState;
import dev.serval.control.link.ToChild.Draft;
import dev.serval.master.server.Companion.Desk;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Routers, which tell browsers of each draft. Any thread. */
final class Audience {

    private final Desk desk;
    private final Set<Long> routers = ConcurrentHashMap.newKeySet();

    /** Other than those of a {@code serval dev} before: a page of its may still be open. */
    private long change = Instant.now().toEpochMilli();

    private Draft draft = new Draft(change, DraftState.SOUND, "", "");

    Audience(Desk desk) {
        this.desk = desk;
    }

    /** A router serves from now on. */
    synchronized void came(long pid) {
        routers.add(pid);
        desk.tell(pid, draft);
    }

    /** Requests are to wait. */
    synchronized void busy() {
        tell(new Draft(change, DraftState.BUSY, "", ""));
    }

    /** What serves reads other files. */
    synchronized void refresh() {
        if (draft.state() == DraftState.SOUND) {
            sound();
        }
    }

    /** What is new serves. */
    synchronized void sound() {
        tell(new Draft(++change, DraftState.SOUND, "", ""));
    }

    /** What is new does not serve. */
    synchronized void broken(Fault fault) {
        tell(new Draft(++change, DraftState.BROKEN, fault.text(), fault.json()));
    }

    private void tell(Draft next) {
        draft = next;
        // One that is gone is told in vain.
        routers.forEach(pid -> desk.tell(pid, next));
    }
}
