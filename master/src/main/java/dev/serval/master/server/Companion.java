package dev.serval.master.server;

import dev.serval.control.link.ToChild;
import dev.serval.control.link.ToMaster;
import dev.serval.master.command.Commands;
import dev.serval.master.supervise.ChildId;

/** Goes along with a server in its own process. Its methods must return at once. */
public interface Companion {

    /** For a server that goes alone. */
    Companion NONE =
            new Companion() {
                @Override
                public void begin(Desk desk) {}

                @Override
                public void serving(String where) {}

                @Override
                public void said(ChildId id, long pid, ToMaster message) {}

                @Override
                public void reloadEnded(boolean adopted, String outcome) {}
            };

    /** By what it moves the server; any thread. */
    interface Desk {

        /** Asks for a new generation; {@link #reloadEnded} follows. */
        void reload();

        /** Lets the server finish what it has and end. */
        void stop();

        /** Sends a child one message; lost without a word if the child is gone. */
        void tell(long pid, ToChild message);

        /** Carries out a command of an operator's. */
        void obey(String line, Commands.Reply reply);
    }

    /** Called once, before any child is started. Main thread. */
    void begin(Desk desk);

    /**
     * There is somebody to serve. Main thread.
     *
     * @param where the line that says so
     */
    void serving(String where);

    /** A child has said something. On the link's loop. */
    void said(ChildId id, long pid, ToMaster message);

    /** A reload is over. Main thread. */
    void reloadEnded(boolean adopted, String outcome);
}
