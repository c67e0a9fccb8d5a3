/**
 * Jobs in a folder, and the wire between whoever submits them, whoever runs them and whoever looks
 * at them.
 *
 * <p>A job is a file that is renamed from place to place: {@code tmp} while it is written, {@code
 * new} while it waits, {@code cur} while it is run, {@code dead} when nobody will run it again.
 * Knows the JDK and the file system; no process, handler, option or log line lives here. Any thread
 * may submit; everything else belongs to one thread of one process.
 */
@NullMarked
package dev.serval.spool;

import org.jspecify.annotations.NullMarked;
