/**
 * Processes this one has started, and those it was left: as process 1 of a container it gets every
 * process whose parent has died, and nobody else can take their exit status.
 *
 * <p>Knows no child of ours by its role. Any thread.
 */
@NullMarked
package dev.serval.master.offspring;

import org.jspecify.annotations.NullMarked;
