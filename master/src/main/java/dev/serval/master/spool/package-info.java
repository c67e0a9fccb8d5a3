/**
 * Spools as the operator sees them: how much is in each, and commands for what is in one.
 *
 * <p>Looks at folders and at what else keeps jobs, and changes only what an operator asks for. A
 * {@link dev.serval.master.spool.Depths} has a thread of its own.
 */
@NullMarked
package dev.serval.master.spool;

import org.jspecify.annotations.NullMarked;
