package dev.serval.master.cli;

import dev.serval.control.source.OptionValues;
import dev.serval.master.socket.ListenException;
import java.io.IOException;
import java.io.PrintWriter;

/** What one command does with the options it was given. */
@FunctionalInterface
interface Action {

    /**
     * Does it.
     *
     * @return the exit code
     * @throws dev.serval.control.option.OptionException if the options do not go together
     */
    int run(OptionValues values, PrintWriter out)
            throws ListenException, IOException, InterruptedException;
}
