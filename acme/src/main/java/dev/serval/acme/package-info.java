/**
 * A process that gets one certificate from an ACME authority (RFC 8555) and ends.
 *
 * <p>Knows the folder it keeps its state in, and neither sockets nor routers: what it must prove it
 * writes into a file, and a router shows it. One thread.
 */
@NullMarked
package dev.serval.acme;

import org.jspecify.annotations.NullMarked;
