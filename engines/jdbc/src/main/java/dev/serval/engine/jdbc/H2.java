package dev.serval.engine.jdbc;

import dev.serval.spool.Bell;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/**
 * H2, 2.2.220 and later. It has no locks of sessions: a row that is locked by a transaction which
 * stays open is one.
 */
final class H2 implements Dialect {

    @Override
    public Properties properties() {
        return new Properties();
    }

    @Override
    public void begin(Connection connection) {
        // Nothing is to be said.
    }

    @Override
    public void alone(Connection transaction) {
        // IF NOT EXISTS is enough: it makes tables one after the other.
    }

    @Override
    public String bytesType() {
        return "BINARY LARGE OBJECT";
    }

    @Override
    public String more() {
        return "CREATE TABLE IF NOT EXISTS serval_locks (id BIGINT PRIMARY KEY)";
    }

    @Override
    public String telling(String insert) {
        return insert;
    }

    @Override
    public Locks locks(Database database, Connection session) throws SQLException {
        Connection holder = database.connect();
        holder.setAutoCommit(false);
        return new RowLocks(session, holder);
    }

    /** Nobody rings: whoever waits looks again soon. */
    @Override
    public long lookMillis() {
        return 100;
    }

    @Override
    public Bell bell(Connection session, String queue) {
        return new Bell();
    }

    private record RowLocks(Connection session, Connection holder) implements Locks {

        private static final String PUT =
                "INSERT INTO serval_locks (id) SELECT CAST(? AS BIGINT)"
                        + " WHERE NOT EXISTS (SELECT 1 FROM serval_locks WHERE id = ?)";
        private static final String LOCK =
                "SELECT id FROM serval_locks WHERE id = ? FOR UPDATE SKIP LOCKED";
        private static final String KNOWN = "SELECT id FROM serval_locks WHERE id = ?";

        @Override
        public boolean hold(long key) throws SQLException {
            try (PreparedStatement put = session.prepareStatement(PUT)) {
                put.setLong(1, key);
                put.setLong(2, key);
                put.executeUpdate();
            }
            return any(holder, LOCK, key);
        }

        @Override
        public boolean isFree(Connection transaction, long key) throws SQLException {
            return !any(transaction, KNOWN, key) || any(transaction, LOCK, key);
        }

        private static boolean any(Connection connection, String sql, long key)
                throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, key);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        }

        @Override
        public void close() {
            try (holder) {
                holder.rollback();
            } catch (SQLException e) {
                // It ends with its session.
                return;
            }
        }
    }
}
