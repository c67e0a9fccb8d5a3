package dev.serval.engine.jdbc;

import dev.serval.spool.Bell;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** What databases do each in their own way. */
sealed interface Dialect permits Postgres, H2 {

    /** How a driver is asked to behave where its URL does not say. */
    Properties properties();

    /** A new session is told what it is for. */
    void begin(Connection connection) throws SQLException;

    /** In a transaction: nobody else makes tables until its end. */
    void alone(Connection transaction) throws SQLException;

    /** What a column of up to a gigabyte is called. */
    String bytesType();

    /** What is made beside the table of jobs. */
    String more();

    /** An INSERT that tells those who wait of it once it is committed. */
    String telling(String insert);

    /** The locks of a session. */
    Locks locks(Database database, Connection session) throws SQLException;

    /** After so long one looks for jobs even if nobody has rung, in milliseconds. */
    long lookMillis();

    /** Hears of jobs that are submitted. */
    Bell bell(Connection session, String queue) throws SQLException;
}
