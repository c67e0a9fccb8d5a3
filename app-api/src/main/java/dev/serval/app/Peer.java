package dev.serval.app;

/**
 * The client's end of its connection.
 *
 * @param address its IP address as text; empty over a Unix socket
 * @param port its port, 0 if not known
 */
public record Peer(String address, int port) {}
