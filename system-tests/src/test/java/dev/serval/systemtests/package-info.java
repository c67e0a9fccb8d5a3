/**
 * One class a promise of the README, kept by real processes on real sockets.
 *
 * <p>Everything starts the built distribution, on ports the kernel picks, and waits for conditions
 * with a deadline.
 */
@NullMarked
package dev.serval.systemtests;

import org.jspecify.annotations.NullMarked;
