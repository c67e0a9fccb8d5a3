package dev.serval.http;

/**
 * What is known of a client's connection, once for all its requests. Empty where there is none (a
 * Unix socket).
 *
 * @param remoteAddr its IP address
 * @param remotePort its port
 * @param serverName our host name
 * @param serverPort the port it came to
 * @param https whether it came over TLS
 * @param trusted whether it is a trusted proxy, whose word on its clients counts
 */
public record ClientFacts(
        String remoteAddr,
        String remotePort,
        String serverName,
        String serverPort,
        boolean https,
        boolean trusted) {

    /** A client that speaks for itself. */
    public ClientFacts(
            String remoteAddr,
            String remotePort,
            String serverName,
            String serverPort,
            boolean https) {
        this(remoteAddr, remotePort, serverName, serverPort, https, false);
    }
}
