/**
 * The command line: from words to a plan, and from a fault to a message and an exit code.
 *
 * <p>The only place that writes to standard output.
 */
@NullMarked
package dev.serval.master.cli;

import org.jspecify.annotations.NullMarked;
