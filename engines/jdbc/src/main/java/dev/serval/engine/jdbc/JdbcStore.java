package dev.serval.engine.jdbc;

import dev.serval.spool.Claims;
import dev.serval.spool.JobId;
import dev.serval.spool.JobName;
import dev.serval.spool.JobStore;
import dev.serval.spool.Payload;
import dev.serval.spool.SpoolFile;
import dev.serval.spool.StoreException;
import dev.serval.spool.StoreRules;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Jobs in a database. */
final class JdbcStore implements JobStore {

    private final Database database;
    private final String queue;
    private final StoreRules rules;
    private final Connections connections;
    private final JobId ids = new JobId();
    private final AtomicReference<@Nullable JdbcClaims> claims = new AtomicReference<>();

    JdbcStore(Database database, String queue, StoreRules rules) {
        this.database = database;
        this.queue = queue;
        this.rules = rules;
        this.connections = new Connections(database);
    }

    @Override
    public String submit(Payload payload, int priority, Instant due) throws StoreException {
        rules.check(payload);
        JobName name = name(priority, due);
        byte[] bytes = SpoolFile.bytes(payload, name.id());
        Connection connection;
        try {
            connection = connections.take();
        } catch (SQLException e) {
            throw StoreException.notTaken(database.toString(), e);
        }
        boolean works = false;
        try {
            String id = insert(connection, name, bytes);
            works = true;
            return id;
        } catch (SQLException e) {
            throw inDoubt(e)
                    ? StoreException.inDoubt(database.toString(), e)
                    : StoreException.notTaken(database.toString(), e);
        } finally {
            connections.giveBack(connection, works);
        }
    }

    /** The database has not said no: it may have said yes. */
    private static boolean inDoubt(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    @Override
    public String submit(Payload payload, int priority, Instant due, Connection transaction)
            throws StoreException {
        rules.check(payload);
        JobName name = name(priority, due);
        byte[] bytes = SpoolFile.bytes(payload, name.id());
        try {
            if (transaction.getAutoCommit()) {
                throw StoreException.misplaced(
                        "the job was not taken: the connection is in auto-commit mode, so there is"
                                + " no transaction that it could be part of");
            }
            // The table is made by a connection of ours: theirs may not be allowed to.
            connections.giveBack(connections.take(), true);
            return insert(transaction, name, bytes);
        } catch (SQLException e) {
            throw StoreException.notTaken(database.toString(), e);
        }
    }

    private JobName name(int priority, Instant due) {
        long now = System.currentTimeMillis();
        return JobName.submitted(priority, due, ids.next(now), now);
    }

    private String insert(Connection connection, JobName name, byte[] bytes) throws SQLException {
        long place = place(name);
        JobTable.insert(connection, database.dialect(), queue, name, place, bytes);
        return name.id();
    }

    /** In order, only their ids tell jobs of one priority apart. */
    private long place(JobName name) {
        return rules.ordered() ? 0 : name.due();
    }

    @Override
    public Claims claims() {
        JdbcClaims made = new JdbcClaims(database, queue, rules);
        claims.set(made);
        return made;
    }

    @Override
    public void close() {
        JdbcClaims used = claims.get();
        if (used != null) {
            used.close();
        }
        connections.close();
        database.close();
    }
}
