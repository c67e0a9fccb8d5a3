package dev.serval.master;

import dev.serval.control.log.NettyLog;
import dev.serval.master.cli.ServalCommand;

/** The {@code serval} command's entry point. */
public final class MasterMain {

    private MasterMain() {}

    /** Started by {@code bin/serval}; ends the process with the command's exit code. */
    public static void main(String[] args) {
        NettyLog.install();
        System.exit(ServalCommand.execute(args));
    }
}
