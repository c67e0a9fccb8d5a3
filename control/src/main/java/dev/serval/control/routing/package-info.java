/**
 * The blocks {@code pools} and {@code routes} of a HOCON file, read and checked. The master reads
 * the operator's file; the router reads what the master has made of it by the same code.
 */
@NullMarked
package dev.serval.control.routing;

import org.jspecify.annotations.NullMarked;
