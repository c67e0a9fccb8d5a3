package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import dev.serval.control.signal.PosixSignal;
import dev.serval.master.supervise.FleetEvent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * POSIX signals, as events. TERM and INT stop gracefully, a second one at once; HUP reloads; TTIN
 * and TTOU are one worker more and one fewer.
 */
final class Signals {

    private static final FleetEvent DRAIN = new FleetEvent.StopAsked();
    private static final FleetEvent KILL = new FleetEvent.KillAsked();

    private final Consumer<FleetEvent> events;
    private final LastResort lastResort;
    private final AtomicInteger stops = new AtomicInteger();

    private Signals(Consumer<FleetEvent> events, LastResort lastResort) {
        this.events = events;
        this.lastResort = lastResort;
    }

    /**
     * Takes over the signals of this process; handlers run on threads of the JVM's.
     *
     * @param lastResort for a stop that gets stuck
     */
    static void install(Consumer<FleetEvent> events, LastResort lastResort) {
        Signals signals = new Signals(events, lastResort);
        PosixSignal.TERM.handle(() -> signals.stop("SIGTERM"));
        PosixSignal.INT.handle(() -> signals.stop("SIGINT"));
        PosixSignal.TSTP.handle(() -> events.accept(new FleetEvent.PauseToggled()));
        PosixSignal.TTIN.handle(() -> events.accept(new FleetEvent.Scale(1)));
        PosixSignal.TTOU.handle(() -> events.accept(new FleetEvent.Scale(-1)));
        PosixSignal.HUP.handle(() -> {
            EventLog.line("SIGHUP received: reloading");
            events.accept(new FleetEvent.ReloadAsked(false));
        });
        Liege.watch(System.getenv(), () -> signals.stop("the end of its Emperor"));
    }

    private void stop(String signal) {
        if (stops.incrementAndGet() > 1) {
            lastResort.closing();
            events.accept(KILL);
            return;
        }
        lastResort.draining();
        EventLog.line(signal + " received: draining; a second one ends at once");
        events.accept(DRAIN);
    }
}
