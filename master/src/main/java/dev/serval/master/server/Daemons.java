package dev.serval.master.server;

import dev.serval.control.option.WatchedCommand;
import dev.serval.master.process.AttachedDaemon;
import dev.serval.master.process.SmartDaemon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The operator's commands beside the server. On the master's thread. */
final class Daemons {

    private final List<String> commands;
    private final Duration mercy;
    private final List<WatchedCommand> watched;
    private final BooleanSupplier ours;
    private final List<AttachedDaemon> attached = new ArrayList<>();
    private final List<SmartDaemon> smart = new ArrayList<>();

    /**
     * @param plan names them
     * @param ours whether it is still this server that looks after those known by a pidfile
     */
    Daemons(ServerPlan plan, BooleanSupplier ours) {
        this.commands = plan.daemons();
        this.mercy = plan.daemonMercy();
        this.watched = plan.smartDaemons();
        this.ours = ours;
    }

    /** Starts those that end with this server. */
    void attach() {
        commands.forEach(command -> attached.add(AttachedDaemon.start(command, mercy)));
    }

    /** Begins to look after those that do not. */
    void watch() {
        watched.forEach(daemon -> smart.add(SmartDaemon.watch(daemon, ours)));
    }

    /** Ends those that end with this server. */
    void close() throws InterruptedException {
        smart.forEach(SmartDaemon::leave);
        for (AttachedDaemon daemon : attached) {
            daemon.close();
        }
    }
}
