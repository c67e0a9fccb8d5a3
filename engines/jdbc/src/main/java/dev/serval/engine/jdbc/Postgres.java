package dev.serval.engine.jdbc;

import dev.serval.spool.Bell;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** PostgreSQL, 11 and later. */
final class Postgres implements Dialect {

    private static final long TABLES = 0x73657276616c6a62L; // "servaljb"

    /**
     * A peer that has gone without a word is known in half a minute, and a session that runs a long
     * job is not ended for being idle.
     */
    private static final String BEGIN =
            "SELECT set_config(name, value, false) FROM (VALUES ('tcp_keepalives_idle', '10'),"
                    + " ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3'),"
                    + " ('idle_session_timeout', '0')) AS wanted(name, value)"
                    + " WHERE EXISTS (SELECT 1 FROM pg_settings s WHERE s.name = wanted.name)";

    @Override
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "serval");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
        }
    }

    @Override
    public void alone(Connection transaction) throws SQLException {
        ask(transaction, "SELECT pg_advisory_xact_lock(?)", TABLES);
    }

    @Override
    public String bytesType() {
        return "bytea";
    }

    @Override
    public String more() {
        return "";
    }

    @Override
    public String telling(String insert) {
        return "WITH put AS (%s RETURNING queue) SELECT pg_notify('%s', queue) FROM put"
                .formatted(insert, Notices.CHANNEL);
    }

    @Override
    public Locks locks(Database database, Connection session) {
        return new Locks() {
            @Override
            public boolean hold(long key) throws SQLException {
                return ask(session, "SELECT pg_try_advisory_lock(?)", key);
            }

            @Override
            public boolean isFree(Connection transaction, long key) throws SQLException {
                return ask(transaction, "SELECT pg_try_advisory_xact_lock(?)", key);
            }

            @Override
            public void close() {
                // They end with the session.
            }
        };
    }

    private static boolean ask(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return "t".equals(rows.getString(1));
            }
        }
    }

    @Override
    public long lookMillis() {
        return 1000;
    }

    @Override
    public Bell bell(Connection session, String queue) throws SQLException {
        return Notices.listen(session, queue);
    }
}
