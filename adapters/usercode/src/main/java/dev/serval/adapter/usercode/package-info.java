/**
 * The code that an adapter runs: its class path, its class loader, its first class.
 *
 * <p>Runs once, on the thread that starts the worker.
 */
@NullMarked
package dev.serval.adapter.usercode;

import org.jspecify.annotations.NullMarked;
