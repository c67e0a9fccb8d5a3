/**
 * The application that runs while a start-up cache is made: it uses what applications use.
 *
 * <p>Loaded like any application, by its class loader; nothing of the server refers to it.
 */
@NullMarked
package dev.serval.worker.training;

import org.jspecify.annotations.NullMarked;
