/**
 * Commands for a running server: the socket they come in by, and what each is answered with.
 *
 * <p>Decides nothing: it posts events to the master's queue and shows its views. Runs on the event
 * loop of its socket; the answer to a reload comes from the master's thread.
 */
@NullMarked
package dev.serval.master.command;

import org.jspecify.annotations.NullMarked;
