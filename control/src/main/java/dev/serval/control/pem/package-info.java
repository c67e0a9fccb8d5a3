/**
 * Certificates and private keys as files, and whether they fit together.
 *
 * <p>The master looks before it starts anybody, a router reads them for use; both find the same
 * faults. Knows the JDK's cryptography only. Any thread; reads files.
 */
@NullMarked
package dev.serval.control.pem;

import org.jspecify.annotations.NullMarked;
