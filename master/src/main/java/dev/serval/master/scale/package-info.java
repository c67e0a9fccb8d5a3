/**
 * Decides how many workers are wanted; does nothing. What the last second was like goes in, a
 * number comes out.
 *
 * <p>Pure: no process, clock, thread or log here. Everything belongs to the master's thread and is
 * asked once a second ({@link dev.serval.master.scale.Cheaper}) or as time passes ({@link
 * dev.serval.master.scale.Idleness}).
 */
@NullMarked
package dev.serval.master.scale;

import org.jspecify.annotations.NullMarked;
