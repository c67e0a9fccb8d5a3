/**
 * The scoreboard: what every worker core is doing, in memory that the master can read without
 * asking.
 *
 * <p>A file with no name, mapped by the master and by each worker. One cell a core, written by the
 * one thread that runs that core; readers tolerate values that are a moment apart. Knows no process
 * and no log.
 */
@NullMarked
package dev.serval.control.board;

import org.jspecify.annotations.NullMarked;
