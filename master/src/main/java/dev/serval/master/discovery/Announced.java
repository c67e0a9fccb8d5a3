package dev.serval.master.discovery;

import dev.serval.control.option.Subscription;

/**
 * A subscription, and where this server is to be asked.
 *
 * @param address {@code IP:PORT} or a Unix socket
 */
public record Announced(Subscription subscription, String address) {}
