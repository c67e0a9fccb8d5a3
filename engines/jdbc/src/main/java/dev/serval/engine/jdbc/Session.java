package dev.serval.engine.jdbc;

import dev.serval.spool.Bell;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A connection that jobs are taken with, and the locks that say for whom. As somebody new each
 * time: what died with the session before is not ours any more.
 */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final Locks locks;
    private final Bell bell;
    private final long owner;
    private final long turn;

    private Session(Connection connection, Locks locks, Bell bell, long owner, long turn) {
        this.connection = connection;
        this.locks = locks;
        this.bell = bell;
        this.owner = owner;
        this.turn = turn;
    }

    static Session open(Database database, String queue) throws SQLException {
        Connection connection = database.connect();
        boolean open = false;
        try {
            Locks locks = database.dialect().locks(database, connection);
            long owner = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
            if (!locks.hold(owner)) {
                throw new SQLException("somebody else has the lock %d".formatted(owner));
            }
            Bell bell = database.dialect().bell(connection, queue);
            open = true;
            return new Session(connection, locks, bell, owner, turn(queue));
        } finally {
            if (!open) {
                Connections.end(connection);
            }
        }
    }

    /** Negative, so that it is no owner. */
    private static long turn(String queue) {
        byte[] text = ("serval spool " + queue).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(text).getMostSignificantBits() | Long.MIN_VALUE;
    }

    Connection connection() {
        return connection;
    }

    Bell bell() {
        return bell;
    }

    /** Who we are. */
    long owner() {
        return owner;
    }

    /** Whether it is ours to run jobs in order. */
    boolean hasTurn() throws SQLException {
        return locks.hold(turn);
    }

    /** In a transaction: whether this owner's session has ended. */
    boolean isDead(long other) throws SQLException {
        return locks.isFree(connection, other);
    }

    @Override
    public void close() {
        locks.close();
        Connections.end(connection);
    }
}
