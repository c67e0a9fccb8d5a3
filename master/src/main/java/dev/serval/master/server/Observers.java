package dev.serval.master.server;

/**
 * Who looks at the fleet from outside.
 *
 * @param publication what statistics show
 * @param touches files that ask for something
 * @param inspector what is wrong with processes that run
 * @param demand how much there is to do
 * @param logCare looks after the log
 * @param milestones told what the server goes through
 * @param neighbours told who serves here
 */
record Observers(
        Publication publication,
        Touches touches,
        Inspector inspector,
        Demand demand,
        LogCare logCare,
        Milestones milestones,
        Neighbours neighbours) {

    /** Told when a reload is over. */
    @FunctionalInterface
    interface Reloads {
        /** {@code outcome} is one line for people. */
        void ended(boolean adopted, String outcome);
    }
}
