/**
 * Makes the caches of {@link dev.serval.master.aot}: a router and a worker of their own are driven
 * through what real ones do, and the JVM notes what it loads and what is hot.
 *
 * <p>The fleet does not know of it. Runs on one thread of its own, which an interrupt ends.
 */
@NullMarked
package dev.serval.master.training;

import org.jspecify.annotations.NullMarked;
