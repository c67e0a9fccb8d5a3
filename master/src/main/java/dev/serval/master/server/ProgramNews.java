package dev.serval.master.server;

import dev.serval.master.program.Programs;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.FleetEvent;
import java.util.function.Consumer;

/**
 * What programs would say themselves, as events of the fleet.
 *
 * @param events any thread
 */
record ProgramNews(Consumer<FleetEvent> events) implements Programs.Inbox {

    @Override
    public void ready(ChildId id, long pid) {
        events.accept(new FleetEvent.SaidReady(id, pid));
    }

    @Override
    public void unfit(ChildId id, long pid, String why) {
        events.accept(new FleetEvent.Unfit(id, pid, why));
    }
}
