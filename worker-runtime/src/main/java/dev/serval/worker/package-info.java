/**
 * The worker process: loads one application and serves it.
 *
 * <p>One event loop for all sockets, one pool of threads, a thread a core, for the application.
 */
@NullMarked
package dev.serval.worker;

import org.jspecify.annotations.NullMarked;
