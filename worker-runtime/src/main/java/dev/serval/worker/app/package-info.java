/**
 * The application: its class path, its class loader, its first instance.
 *
 * <p>Knows no socket. Runs once, on the thread that starts the worker.
 */
@NullMarked
package dev.serval.worker.app;

import org.jspecify.annotations.NullMarked;
