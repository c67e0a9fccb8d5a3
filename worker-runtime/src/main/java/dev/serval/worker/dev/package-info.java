/**
 * What a worker does in {@code serval dev} and nowhere else: loads the application anew while it
 * serves, and shows a developer what it threw and where.
 *
 * <p>Knows no socket and no file but the developer's sources, to quote from them.
 */
@NullMarked
package dev.serval.worker.dev;

import org.jspecify.annotations.NullMarked;
