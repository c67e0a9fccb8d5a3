package dev.serval.master.log;

import dev.serval.master.command.Commands;
import java.util.function.BiConsumer;

/** A server that writes to a terminal, or to whatever it was started with. */
public final class NoLog implements Commands.LogKeeper {

    private static final String NONE = "this server has no log file; --logto names one";

    @Override
    public void reopen(BiConsumer<Boolean, String> outcome) {
        outcome.accept(false, NONE);
    }

    @Override
    public void rotate(BiConsumer<Boolean, String> outcome) {
        outcome.accept(false, NONE);
    }
}
