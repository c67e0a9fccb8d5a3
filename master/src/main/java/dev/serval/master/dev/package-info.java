/**
 * {@code serval dev}: goes along with a server whose application is being written. Watches files,
 * compiles, and has the server take what is new in the cheapest way that is correct.
 *
 * <p>{@link dev.serval.master.dev.Choice} decides and is pure; {@link
 * dev.serval.master.dev.DevLoop} does, on a thread of its own.
 */
@NullMarked
package dev.serval.master.dev;

import org.jspecify.annotations.NullMarked;
