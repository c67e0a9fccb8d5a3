package dev.serval.master.dev;

import dev.serval.control.log.EventLog;
import dev.serval.control.source.OptionSources.Argument;
import java.util.List;

/**
 * Where a debugger reaches the worker, on this machine. A successor starts while the worker before
 * it still has its port, so there are two, by turns.
 */
final class Debugger {

    /** Nobody asked for one. */
    static final int NONE = 0;

    private final int port;
    private int turn;

    /**
     * @param port the first of the two; {@link #NONE} for no debugger
     */
    Debugger(int port) {
        this.port = port;
    }

    /** An option of the operator's own, which ours would replace. */
    void keep(List<Argument> all, String option) {
        boolean said =
                all.stream()
                        .anyMatch(each ->
                                each.word().equals("jvm-opt") && each.text().equals(option));
        if (port != NONE && !said) {
            all.add(new Argument("jvm-opt", option));
        }
    }

    /** For the next worker. */
    synchronized void addTo(List<Argument> all) {
        if (port == NONE) {
            return;
        }
        int mine = port + turn;
        turn = 1 - turn;
        all.add(
                new Argument(
                        "jvm-opt",
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
                                + mine));
        // Whoever makes the start-up cache would take the port.
        all.add(new Argument("aot-cache", "false"));
        EventLog.line("dev: the next worker's debugger port is 127.0.0.1:%d".formatted(mine));
    }
}
