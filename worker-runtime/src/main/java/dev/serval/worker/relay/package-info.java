/**
 * The worker's event loop, and the threads that run it in turn.
 *
 * <p>A request runs on the thread that has read it, and whoever runs one that takes long is
 * relieved of the loop. Knows calls as something to run: no connection, packet or answer. Threads
 * are made here and in {@code call}, nowhere else.
 */
@NullMarked
package dev.serval.worker.relay;

import org.jspecify.annotations.NullMarked;
