package dev.serval.engine.jdbc;

import dev.serval.spool.JobName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of jobs, and what is done in it. What is due and what is not are apart, so that what is
 * next is the first entry of an index. Stateless.
 */
final class JobTable {

    /** Where a job is; the numbers are in the table. */
    enum State {
        READY(0),
        RUNNING(1),
        DEAD(2),
        LATER(3);

        final int number;

        State(int number) {
            this.number = number;
        }
    }

    /** A job, and it as a file of the spool. */
    static final class Row {

        final JobName name;
        final byte[] bytes;

        Row(JobName name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }
    }

    private static final int MOST_REASON_LETTERS = 1000;
    private static final int MOST_PROMOTED = 1000;

    private static final String NEXT =
            "CREATE INDEX IF NOT EXISTS serval_jobs_next ON serval_jobs"
                    + " (queue, state, priority, place, id)";
    private static final String DUE =
            "CREATE INDEX IF NOT EXISTS serval_jobs_due ON serval_jobs (queue, state, due)";

    private JobTable() {}

    /** Makes what is missing; a user who may make no tables may find them made. */
    static void make(Connection connection, Dialect dialect) throws SQLException {
        if (isThere(connection)) {
            return;
        }
        Transaction.in(
                connection,
                () -> {
                    dialect.alone(connection);
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(table(dialect.bytesType()));
                        statement.execute(NEXT);
                        statement.execute(DUE);
                        if (!dialect.more().isEmpty()) {
                            statement.execute(dialect.more());
                        }
                    }
                    return true;
                });
    }

    private static String table(String bytesType) {
        return "CREATE TABLE IF NOT EXISTS serval_jobs (queue VARCHAR(64) NOT NULL,"
                + " id VARCHAR(26) NOT NULL, state SMALLINT NOT NULL, priority SMALLINT NOT NULL,"
                + " place BIGINT NOT NULL, due BIGINT NOT NULL, attempt SMALLINT NOT NULL,"
                + " owner BIGINT NOT NULL, why VARCHAR(1000) NOT NULL, job "
                + bytesType
                + " NOT NULL, PRIMARY KEY (queue, id))";
    }

    private static boolean isThere(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM serval_jobs WHERE 1 = 0")) {
            return !rows.next();
        } catch (SQLException e) {
            // Whatever else is wrong shows when it is made.
            return false;
        }
    }

    /**
     * @param place where it stands in the line of its priority
     */
    static void insert(
            Connection connection,
            Dialect dialect,
            String queue,
            JobName name,
            long place,
            byte[] bytes)
            throws SQLException {
        boolean due = name.due() <= System.currentTimeMillis();
        String sql =
                dialect.telling(
                        "INSERT INTO serval_jobs (queue, id, state, priority, place, due, attempt,"
                                + " owner, why, job) VALUES (?, ?, ?, ?, ?, ?, 0, 0, '', ?)");
        try (PreparedStatement put = connection.prepareStatement(sql)) {
            put.setString(1, queue);
            put.setString(2, name.id());
            put.setInt(3, due ? State.READY.number : State.LATER.number);
            put.setInt(4, name.priority());
            put.setLong(5, place);
            put.setLong(6, name.due());
            put.setBytes(7, bytes);
            put.execute();
        }
    }

    /** In a transaction: the one that is first in line and that nobody else is taking. */
    static Optional<Row> first(Connection transaction, String queue) throws SQLException {
        String sql =
                "SELECT id, priority, due, attempt, job FROM serval_jobs"
                        + " WHERE queue = ? AND state = 0"
                        + " ORDER BY queue, state, priority, place, id LIMIT 1"
                        + " FOR UPDATE SKIP LOCKED";
        try (PreparedStatement ask = transaction.prepareStatement(sql)) {
            ask.setString(1, queue);
            try (ResultSet rows = ask.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Row(name(rows), rows.getBytes("job")))
                        : Optional.empty();
            }
        }
    }

    static JobName name(ResultSet row) throws SQLException {
        return new JobName(
                row.getInt("priority"),
                row.getLong("due"),
                row.getString("id"),
                row.getInt("attempt"));
    }

    /** It is run by this owner. */
    static void claim(Connection transaction, String queue, JobName begun, long owner)
            throws SQLException {
        String sql =
                "UPDATE serval_jobs SET state = 1, attempt = ?, owner = ?"
                        + " WHERE queue = ? AND id = ?";
        try (PreparedStatement put = transaction.prepareStatement(sql)) {
            put.setInt(1, begun.attempt());
            put.setLong(2, owner);
            put.setString(3, queue);
            put.setString(4, begun.id());
            put.executeUpdate();
        }
    }

    /** It is forgotten; false if it was not this owner's any more. */
    static boolean delete(Connection connection, String queue, String id, long owner)
            throws SQLException {
        String sql =
                "DELETE FROM serval_jobs WHERE queue = ? AND id = ? AND state = 1 AND owner = ?";
        try (PreparedStatement put = connection.prepareStatement(sql)) {
            put.setString(1, queue);
            put.setString(2, id);
            put.setLong(3, owner);
            return put.executeUpdate() == 1;
        }
    }

    /** It waits again, or is dead; false if it was not this owner's any more. */
    static boolean move(Connection connection, String queue, Move move, long owner)
            throws SQLException {
        String sql =
                "UPDATE serval_jobs SET state = ?, place = ?, due = ?, attempt = ?, why = ?,"
                        + " owner = 0 WHERE queue = ? AND id = ? AND state = 1 AND owner = ?";
        try (PreparedStatement put = connection.prepareStatement(sql)) {
            put.setInt(1, move.to().number);
            put.setLong(2, move.place());
            put.setLong(3, move.name().due());
            put.setInt(4, move.name().attempt());
            put.setString(5, cut(move.why()));
            put.setString(6, queue);
            put.setString(7, move.name().id());
            put.setLong(8, owner);
            return put.executeUpdate() == 1;
        }
    }

    /**
     * What becomes of a job that was run.
     *
     * @param name as it is called from now on
     * @param place where it stands in the line of its priority
     * @param why it is dead; empty if it is not
     */
    record Move(JobName name, State to, long place, String why) {}

    /** PostgreSQL keeps no zeros in a text. */
    private static String cut(String why) {
        String clean = why.replace('\0', '?');
        return clean.length() <= MOST_REASON_LETTERS
                ? clean
                : clean.substring(0, MOST_REASON_LETTERS);
    }

    /** Jobs whose time has come stand in line. */
    static void promote(Connection connection, String queue, long now) throws SQLException {
        String sql =
                "UPDATE serval_jobs SET state = 0 WHERE state = 3 AND queue = ? AND id IN"
                        + " (SELECT id FROM serval_jobs WHERE queue = ? AND state = 3 AND due <= ?"
                        + " ORDER BY due LIMIT "
                        + MOST_PROMOTED
                        + ")";
        try (PreparedStatement put = connection.prepareStatement(sql)) {
            put.setString(1, queue);
            put.setString(2, queue);
            put.setLong(3, now);
            put.executeUpdate();
        }
    }

    /** When the next of those that are not due will be; the end of time if there are none. */
    static long nextDue(Connection connection, String queue) throws SQLException {
        String sql = "SELECT min(due) FROM serval_jobs WHERE queue = ? AND state = 3";
        try (PreparedStatement ask = connection.prepareStatement(sql)) {
            ask.setString(1, queue);
            try (ResultSet rows = ask.executeQuery()) {
                rows.next();
                long due = rows.getLong(1);
                return rows.wasNull() ? Long.MAX_VALUE : due;
            }
        }
    }

    /** Who runs jobs, or has died while they did. */
    static List<Long> owners(Connection connection, String queue) throws SQLException {
        String sql = "SELECT DISTINCT owner FROM serval_jobs WHERE queue = ? AND state = 1";
        List<Long> owners = new ArrayList<>();
        try (PreparedStatement ask = connection.prepareStatement(sql)) {
            ask.setString(1, queue);
            try (ResultSet rows = ask.executeQuery()) {
                while (rows.next()) {
                    owners.add(rows.getLong(1));
                }
            }
        }
        return owners;
    }

    /** What this owner runs. */
    static List<JobName> running(Connection connection, String queue, long owner)
            throws SQLException {
        String sql =
                "SELECT id, priority, due, attempt FROM serval_jobs"
                        + " WHERE queue = ? AND state = 1 AND owner = ?";
        List<JobName> names = new ArrayList<>();
        try (PreparedStatement ask = connection.prepareStatement(sql)) {
            ask.setString(1, queue);
            ask.setLong(2, owner);
            try (ResultSet rows = ask.executeQuery()) {
                while (rows.next()) {
                    names.add(name(rows));
                }
            }
        }
        return names;
    }
}
