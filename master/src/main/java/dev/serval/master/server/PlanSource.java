package dev.serval.master.server;

/** Where a plan is read from, once at the start and again at each reload. */
@FunctionalInterface
public interface PlanSource {

    /**
     * Reads everything the operator has written.
     *
     * @throws dev.serval.control.option.OptionException for the first mistake
     */
    ServerPlan read();
}
