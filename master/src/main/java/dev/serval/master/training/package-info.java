/**
 * Makes the caches of {@link dev.serval.master.aot}: a server of its own is driven through what
 * real ones do, and its JVMs note what they load.
 *
 * <p>The fleet does not know of it. Runs on one thread of its own, which an interrupt ends.
 */
@NullMarked
package dev.serval.master.training;

import org.jspecify.annotations.NullMarked;
