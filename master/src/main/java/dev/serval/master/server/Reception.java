package dev.serval.master.server;

import dev.serval.control.link.ToChild;
import dev.serval.master.command.Commands;
import dev.serval.master.process.LinkServer;
import dev.serval.master.supervise.FleetEvent;
import java.util.function.Consumer;

/** Where a {@link Companion} asks for something. */
record Reception(Consumer<FleetEvent> events, LinkServer links, Commands commands)
        implements Companion.Desk {

    @Override
    public void reload() {
        events.accept(new FleetEvent.ReloadAsked(false));
    }

    @Override
    public void stop() {
        events.accept(new FleetEvent.StopAsked());
    }

    @Override
    public void tell(long pid, ToChild message) {
        links.tell(pid, message);
    }

    @Override
    public void obey(String line, Commands.Reply reply) {
        commands.obey(line, reply);
    }
}
