package dev.serval.master.server;

import dev.serval.control.option.WatchedCommand;
import dev.serval.master.cron.Crontab;
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
    private final Crontab crontab;
    private final List<AttachedDaemon> attached = new ArrayList<>();
    private final List<SmartDaemon> smart = new ArrayList<>();

    /**
     * @param plan names them
     * @param ours whether it is still this server that looks after those known by a pidfile
     */
    Daemons(ServerPlan plan, BooleanSupplier ours) {
        this.commands = plan.commands().daemons();
        this.mercy = plan.commands().daemonMercy();
        this.watched = plan.commands().smartDaemons();
        this.ours = ours;
        this.crontab = new Crontab(ours);
        follow(plan);
    }

    /** A new generation serves: commands at times are its own from now on. */
    void follow(ServerPlan plan) {
        crontab.set(plan.commands().crons(), plan.commands().cronLimit());
    }

    /** What is run when. */
    Crontab crontab() {
        return crontab;
    }

    /** Starts those that end with this server. */
    void attach() {
        commands.forEach(command -> attached.add(AttachedDaemon.start(command, mercy)));
    }

    /** Begins to look after those that do not, and at the clock. */
    void watch() {
        crontab.start();
        watched.forEach(daemon -> smart.add(SmartDaemon.watch(daemon, ours)));
    }

    /** Ends those that end with this server. */
    void close() throws InterruptedException {
        smart.forEach(SmartDaemon::leave);
        crontab.close();
        for (AttachedDaemon daemon : attached) {
            daemon.close();
        }
    }
}
