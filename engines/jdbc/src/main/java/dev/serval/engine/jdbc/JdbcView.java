package dev.serval.engine.jdbc;

import dev.serval.engine.jdbc.JobTable.State;
import dev.serval.spool.CorruptJobException;
import dev.serval.spool.JobName;
import dev.serval.spool.Payload;
import dev.serval.spool.SpoolFile;
import dev.serval.spool.SpoolView;
import dev.serval.spool.StoreException;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A queue of the table, for its operator. */
final class JdbcView implements SpoolView {

    private static final String COUNT =
            "SELECT state, is_due, count(*) AS jobs, min(due) AS oldest FROM (SELECT state, due,"
                    + " CASE WHEN due <= ? THEN 1 ELSE 0 END AS is_due FROM serval_jobs"
                    + " WHERE queue = ?) AS counted GROUP BY state, is_due";
    private static final String ROWS =
            "SELECT id, priority, due, attempt, state, why FROM serval_jobs WHERE queue = ? ";

    private final Database database;
    private final String queue;
    private final Connections connections;

    JdbcView(Database database, String queue) {
        this.database = database;
        this.queue = queue;
        this.connections = new Connections(database);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T with(Question<T> question) throws StoreException {
        boolean works = false;
        try {
            Connection connection = connections.take();
            try {
                T answer = question.ask(connection);
                works = true;
                return answer;
            } finally {
                connections.giveBack(connection, works);
            }
        } catch (SQLException e) {
            throw StoreException.unusable(database.toString(), e);
        }
    }

    @Override
    public Depth depth(Instant now) throws StoreException {
        return with(connection -> {
            try (PreparedStatement ask = connection.prepareStatement(COUNT)) {
                ask.setLong(1, now.toEpochMilli());
                ask.setString(2, queue);
                try (ResultSet rows = ask.executeQuery()) {
                    return counted(rows);
                }
            }
        });
    }

    private static Depth counted(ResultSet rows) throws SQLException {
        long ready = 0;
        long delayed = 0;
        long running = 0;
        long dead = 0;
        long oldest = Long.MAX_VALUE;
        while (rows.next()) {
            long jobs = rows.getLong("jobs");
            int state = rows.getInt("state");
            if (state == State.RUNNING.number) {
                running += jobs;
            } else if (state == State.DEAD.number) {
                dead += jobs;
            } else if (rows.getInt("is_due") == 1) {
                ready += jobs;
                oldest = Math.min(oldest, rows.getLong("oldest"));
            } else {
                delayed += jobs;
            }
        }
        return new Depth(ready, delayed, running, dead, ready == 0 ? 0 : oldest);
    }

    @Override
    public List<Entry> list(int most) throws StoreException {
        return with(connection -> {
            List<Entry> all = new ArrayList<>();
            add(all, connection, "AND state = 1 ORDER BY priority, due, id LIMIT ?", most);
            add(all, connection, "AND state IN (0, 3) ORDER BY priority, due, id LIMIT ?", most);
            add(all, connection, "AND state = 2 ORDER BY priority, due, id LIMIT ?", most);
            return all;
        });
    }

    private void add(List<Entry> all, Connection connection, String which, Object value)
            throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(ROWS + which)) {
            ask.setString(1, queue);
            ask.setObject(2, value);
            try (ResultSet rows = ask.executeQuery()) {
                while (rows.next()) {
                    all.add(entry(rows));
                }
            }
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        JobName name = JobTable.name(row);
        int state = row.getInt("state");
        Place place =
                state == State.RUNNING.number
                        ? Place.RUNNING
                        : state == State.DEAD.number ? Place.DEAD : Place.WAITING;
        return new Entry(name, place, name.id(), row.getString("why"));
    }

    @Override
    public Optional<Entry> find(String id) throws StoreException {
        return with(connection -> {
            List<Entry> found = new ArrayList<>();
            add(found, connection, "AND id = ?", id);
            return found.stream().findFirst();
        });
    }

    @Override
    public Payload payload(Entry entry)
            throws StoreException, NoSuchFileException, CorruptJobException {
        String sql = "SELECT job FROM serval_jobs WHERE queue = ? AND id = ?";
        Optional<byte[]> bytes =
                with(connection -> {
                    try (PreparedStatement ask = connection.prepareStatement(sql)) {
                        ask.setString(1, queue);
                        ask.setString(2, entry.key());
                        try (ResultSet rows = ask.executeQuery()) {
                            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
                        }
                    }
                });
        if (bytes.isEmpty()) {
            throw new NoSuchFileException(entry.key());
        }
        return SpoolFile.read(bytes.get(), entry.name().id());
    }

    /** It stands in line by its time; in order, it is behind those that wait. */
    @Override
    public void retry(Entry dead, Instant now) throws StoreException {
        change(
                "UPDATE serval_jobs SET state = 0, attempt = 0, why = '', due = ?, place = CASE"
                        + " WHEN place = 0 THEN place ELSE CAST(? AS BIGINT) END"
                        + " WHERE queue = ? AND id = ? AND state = 2",
                now.toEpochMilli(),
                now.toEpochMilli(),
                queue,
                dead.key());
    }

    @Override
    public void purge(Entry dead) throws StoreException {
        change(
                "DELETE FROM serval_jobs WHERE queue = ? AND id = ? AND state = 2",
                queue,
                dead.key());
    }

    private void change(String sql, Object... values) throws StoreException {
        with(connection -> {
            try (PreparedStatement put = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    put.setObject(i + 1, values[i]);
                }
                return put.executeUpdate();
            }
        });
    }

    @Override
    public void close() {
        connections.close();
        database.close();
    }
}
