package dev.serval.http;

/**
 * How much of a request is taken.
 *
 * @param maxRequestLineBytes the longest request line, else 414
 * @param maxHeaderBytes all header fields together, else 431
 * @param maxHeaders header fields, else 431
 * @param maxBodyBytes the largest body, else 413; 0 for no limit
 * @param hosts whom requests may be for, else 421
 */
public record HttpLimits(
        int maxRequestLineBytes,
        int maxHeaderBytes,
        int maxHeaders,
        long maxBodyBytes,
        HostNames hosts) {}
