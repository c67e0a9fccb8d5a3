/**
 * Caches of classes the JVM has already loaded and linked (JEP 483, 514, 515): which one fits a
 * child that is about to start, and where they are kept.
 *
 * <p>Knows files, not processes: nothing is made here. Any thread.
 */
@NullMarked
package dev.serval.master.aot;

import org.jspecify.annotations.NullMarked;
