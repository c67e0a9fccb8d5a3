/**
 * Keeps a certificate from an ACME authority: when one is asked for is decided here, the asking is
 * done by a process of its own that ends with it.
 */
@NullMarked
package dev.serval.master.acme;

import org.jspecify.annotations.NullMarked;
