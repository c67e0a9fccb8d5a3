/**
 * One running server, from its plan to its exit code.
 *
 * <p>Everything runs on the master's thread, except what signals and links post to its queue.
 */
@NullMarked
package dev.serval.master.server;

import org.jspecify.annotations.NullMarked;
