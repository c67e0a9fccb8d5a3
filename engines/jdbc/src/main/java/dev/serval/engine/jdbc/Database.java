package dev.serval.engine.jdbc;

import dev.serval.spool.Depot;
import dev.serval.spool.StoreException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;

/** A database, and how it is reached. Any thread. */
final class Database implements AutoCloseable {

    private final Depot depot;
    private final Dialect dialect;
    private final Driver driver;
    private final URLClassLoader drivers;
    private final AtomicBoolean made = new AtomicBoolean();

    private Database(Depot depot, Dialect dialect, Driver driver, URLClassLoader drivers) {
        this.depot = depot;
        this.dialect = dialect;
        this.driver = driver;
        this.drivers = drivers;
    }

    /**
     * Finds the driver; calls nobody yet.
     *
     * @throws StoreException if there is none, or the database is none that jobs are kept in
     */
    static Database of(Depot depot) throws StoreException {
        Dialect dialect = dialect(depot);
        URLClassLoader loader =
                new URLClassLoader(
                        "drivers",
                        depot.drivers().stream().map(Database::url).toArray(URL[]::new),
                        ClassLoader.getPlatformClassLoader());
        try {
            // A driver of the class path first: whoever put it there means it.
            for (ClassLoader each : new ClassLoader[] {Database.class.getClassLoader(), loader}) {
                for (Driver driver : ServiceLoader.load(Driver.class, each)) {
                    if (driver.acceptsURL(depot.url())) {
                        return new Database(depot, dialect, driver, loader);
                    }
                }
            }
        } catch (SQLException | ServiceConfigurationError e) {
            throw StoreException.unusable(depot.toString(), e);
        }
        throw StoreException.misplaced(
                "the spool %s is at %s, and there is no driver for it: put its jar on the"
                                .formatted(depot.queue(), depot)
                        + " application's class path, or name it with --spooler-driver");
    }

    private static Dialect dialect(Depot depot) throws StoreException {
        if (depot.url().startsWith("jdbc:postgresql:")) {
            return new Postgres();
        }
        if (depot.url().startsWith("jdbc:h2:")) {
            return new H2();
        }
        throw StoreException.misplaced(
                "the spool %s is at %s; jobs are kept in jdbc:postgresql: and jdbc:h2: only"
                        .formatted(depot.queue(), depot));
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** A new connection, with the table there; commits by itself. */
    Connection connect() throws SQLException {
        Properties properties = dialect.properties();
        if (!depot.password().isEmpty()) {
            properties.setProperty("password", depot.password());
        }
        Connection connection = driver.connect(depot.url(), properties);
        if (connection == null) {
            throw new SQLException("its driver does not take " + depot);
        }
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            dialect.begin(connection);
            if (!made.get()) {
                JobTable.make(connection, dialect);
                made.set(true);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return depot.toString();
    }

    @Override
    public void close() {
        try {
            drivers.close();
        } catch (IOException e) {
            // They are read-only.
            return;
        }
    }
}
