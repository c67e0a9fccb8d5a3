package dev.serval.spool;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the jobs of a queue are, if not in a folder.
 *
 * @param queue what the queue is called; several share a depot
 * @param url without a password
 * @param password empty for none
 * @param drivers jars in which a JDBC driver is looked for
 */
public record Depot(String queue, String url, String password, List<Path> drivers) {

    public Depot {
        drivers = List.copyOf(drivers);
    }

    /** For messages. */
    @Override
    public String toString() {
        return url;
    }
}
