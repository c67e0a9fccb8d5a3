/**
 * What the operator wants of HTTPS, checked before anything is started.
 *
 * <p>Reads certificates and keys, keeps none of them. Runs on the master's thread.
 */
@NullMarked
package dev.serval.master.tls;

import org.jspecify.annotations.NullMarked;
