/**
 * Jobs in a database: PostgreSQL, or H2 for tests and small things.
 *
 * <p>Knows {@code java.sql} and no driver; no option, process or log line lives here. Any thread
 * may submit and look; a {@link dev.serval.engine.jdbc.JdbcClaims} belongs to one thread.
 */
@NullMarked
package dev.serval.engine.jdbc;

import org.jspecify.annotations.NullMarked;
