package dev.serval.engine.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Several statements, or none of them. */
final class Transaction {

    /** What is done in one. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    private Transaction() {}

    /** On a connection that commits by itself, and does so again afterwards. */
    static <T> T in(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.run();
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }
}
