package dev.serval.master.cluster;

import java.io.IOException;
import java.util.List;

/** The servers an operator means. For the command line; blocks. */
public interface Nodes extends AutoCloseable {

    /**
     * How they are now, in the order of their names.
     *
     * @throws IOException if nobody knows
     */
    List<NodeRow> look() throws IOException;

    /**
     * Reloads one after the other, or several at once.
     *
     * @return whether all have been reloaded and serve again
     * @throws IOException if nobody can be told
     * @throws InterruptedException if whoever waits is interrupted
     */
    boolean reload(RollRules rules) throws IOException, InterruptedException;

    @Override
    void close();
}
