/**
 * The master process: the command line, the sockets, and who lives.
 *
 * <p>{@code cli} understands what the operator wrote and calls {@code server}, which opens the
 * sockets and runs the one loop; {@code supervise} decides, {@code process} carries out, {@code
 * stats} tells.
 */
@NullMarked
package dev.serval.master;

import org.jspecify.annotations.NullMarked;
