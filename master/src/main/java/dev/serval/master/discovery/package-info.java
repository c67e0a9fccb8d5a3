/**
 * Backends that come and go: those that announce themselves by uWSGI's subscription protocol, that
 * DNS knows, or that stand in a file, for the routers; and the announcing of this server to others.
 *
 * <p>{@link dev.serval.master.discovery.Registry}, {@link
 * dev.serval.master.discovery.SubscriptionPacket} and {@link dev.serval.master.discovery.Lifetime}
 * are pure. {@link dev.serval.master.discovery.Discovery} belongs to one event loop, {@link
 * dev.serval.master.discovery.Announcer} has a thread.
 */
@NullMarked
package dev.serval.master.discovery;

import org.jspecify.annotations.NullMarked;
