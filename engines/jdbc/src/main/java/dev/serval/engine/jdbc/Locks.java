package dev.serval.engine.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Locks that a session holds until it ends, and which the database takes away when it does: they
 * tell the living from the dead. Belongs to one thread.
 */
interface Locks extends AutoCloseable {

    /** Takes it, or has it since before; false if another session has it. */
    boolean hold(long key) throws SQLException;

    /** Whether no session holds it; then nobody takes it until the transaction is over. */
    boolean isFree(Connection transaction, long key) throws SQLException;

    @Override
    void close();
}
