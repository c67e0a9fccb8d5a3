package dev.serval.master;

import dev.serval.control.log.EventLog;
import dev.serval.control.log.NettyLog;
import dev.serval.master.cli.ServalCommand;
import dev.serval.master.offspring.Reaper;

/** The {@code serval} command's entry point. */
public final class MasterMain {

    private MasterMain() {}

    /** Started by {@code bin/serval}; ends the process with the command's exit code. */
    public static void main(String[] args) {
        // Event loops would keep a process alive that has nobody to lead it.
        Thread.currentThread()
                .setUncaughtExceptionHandler((_, fault) -> {
                    try {
                        EventLog.failure("serval: this is a bug of ours", fault);
                    } finally {
                        Runtime.getRuntime().halt(1);
                    }
                });
        NettyLog.install();
        Reaper.watchAsInit();
        System.exit(ServalCommand.execute(args));
    }
}
