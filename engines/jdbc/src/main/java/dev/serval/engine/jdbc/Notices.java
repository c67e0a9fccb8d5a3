package dev.serval.engine.jdbc;

import dev.serval.spool.Bell;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Hears PostgreSQL's NOTIFY. Its driver has a call for that which is not JDBC's, and which class it
 * is depends on the loader it came from: it is looked up by name.
 */
final class Notices extends Bell {

    /** What is told on it is a queue's name. */
    static final String CHANNEL = "serval_spool";

    /** Between two looks whether somebody of this process rings. */
    private static final int SLICE_MILLIS = 100;

    private final Object session;
    private final Method receive;
    private final Method payload;
    private final String queue;
    private boolean broken;

    private Notices(Object session, Method receive, Method payload, String queue) {
        this.session = session;
        this.receive = receive;
        this.payload = payload;
        this.queue = queue;
    }

    static Bell listen(Connection session, String queue) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
        }
        try {
            ClassLoader driver = session.getClass().getClassLoader();
            Class<?> type = Class.forName("org.postgresql.PGConnection", false, driver);
            Class<?> notice = Class.forName("org.postgresql.PGNotification", false, driver);
            return new Notices(
                    session.unwrap(type),
                    type.getMethod("getNotifications", int.class),
                    notice.getMethod("getParameter"),
                    queue);
        } catch (ReflectiveOperationException e) {
            throw new SQLException("a driver without notifications", e);
        }
    }

    @Override
    protected void doze(long millis) throws InterruptedException {
        if (broken) {
            super.doze(millis);
            return;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            int slice = Math.toIntExact(Math.max(1, Math.min(millis, SLICE_MILLIS)));
            Object[] notices = (Object[]) receive.invoke(session, slice);
            for (Object notice : notices == null ? new Object[0] : notices) {
                if (queue.equals(payload.invoke(notice))) {
                    ring();
                }
            }
        } catch (InvocationTargetException | IllegalAccessException e) {
            // The session has ended; whoever uses it next says so.
            broken = true;
        }
    }
}
