/**
 * Does what the fleet decides: starts child processes, talks to them, ends them.
 *
 * <p>Decides nothing. The link runs on its own event loop and only posts events; {@link
 * dev.serval.master.process.ChildProcesses} belongs to the master's thread.
 */
@NullMarked
package dev.serval.master.process;

import org.jspecify.annotations.NullMarked;
