package dev.serval.engine.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few connections for whoever submits or looks. Any thread. */
final class Connections implements AutoCloseable {

    private static final int MOST = 4;
    private static final long PATIENCE_SECONDS = 10;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int CHECK_SECONDS = 2;

    private record Idle(Connection connection, long since) {}

    private final Database database;
    private final Semaphore room = new Semaphore(MOST);
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    Connections(Database database) {
        this.database = database;
    }

    /**
     * One that works; to be given back.
     *
     * @throws SQLException if the database cannot be reached, or all are in use for long
     */
    Connection take() throws SQLException {
        try {
            if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLException(
                        "all %d connections are in use for %d s".formatted(MOST, PATIENCE_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
        boolean taken = false;
        try {
            Connection connection = working();
            taken = true;
            return connection;
        } finally {
            if (!taken) {
                room.release();
            }
        }
    }

    /** One that was not used for a while may have been ended by the other side. */
    private Connection working() throws SQLException {
        for (Idle next = poll(); next != null; next = poll()) {
            boolean fresh = System.nanoTime() - next.since < FRESH_NANOS;
            if (fresh || next.connection.isValid(CHECK_SECONDS)) {
                return next.connection;
            }
            end(next.connection);
        }
        return database.connect();
    }

    private synchronized @Nullable Idle poll() {
        return idle.pollFirst();
    }

    /**
     * @param works whether it may be used again
     */
    void giveBack(Connection connection, boolean works) {
        boolean kept;
        synchronized (this) {
            kept = works && !closed;
            if (kept) {
                idle.addFirst(new Idle(connection, System.nanoTime()));
            }
        }
        if (!kept) {
            end(connection);
        }
        room.release();
    }

    static void end(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was broken already.
            return;
        }
    }

    @Override
    public void close() {
        Deque<Idle> left;
        synchronized (this) {
            closed = true;
            left = new ArrayDeque<>(idle);
            idle.clear();
        }
        left.forEach(each -> end(each.connection));
    }
}
