/**
 * TLS: which certificate a client is shown, changes of the files it is in, and who the client has
 * proved to be.
 *
 * <p>Knows no HTTP but one field. Contexts are made on the router's main thread and on the watch's
 * own, and used on all loops.
 */
@NullMarked
package dev.serval.router.tls;

import org.jspecify.annotations.NullMarked;
