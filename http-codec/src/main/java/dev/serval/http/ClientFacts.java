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
 * @param identity of its certificate
 * @param protocol for SERVER_PROTOCOL; empty: as each request says
 */
public record ClientFacts(
        String remoteAddr,
        String remotePort,
        String serverName,
        String serverPort,
        boolean https,
        boolean trusted,
        ClientIdentity identity,
        String protocol) {

    /** A client without a certificate, that speaks for itself. */
    public ClientFacts(
            String remoteAddr,
            String remotePort,
            String serverName,
            String serverPort,
            boolean https) {
        this(remoteAddr, remotePort, serverName, serverPort, https, false);
    }

    /** A client without a certificate. */
    public ClientFacts(
            String remoteAddr,
            String remotePort,
            String serverName,
            String serverPort,
            boolean https,
            boolean trusted) {
        this(
                remoteAddr,
                remotePort,
                serverName,
                serverPort,
                https,
                trusted,
                ClientIdentity.NONE,
                "");
    }

    /** The same client, which has shown a certificate. */
    public ClientFacts with(ClientIdentity shown) {
        return new ClientFacts(
                remoteAddr, remotePort, serverName, serverPort, https, trusted, shown, protocol);
    }

    /** The same client, which speaks HTTP/2. */
    public ClientFacts overHttp2() {
        return speaking("HTTP/2.0");
    }

    /** The same client, which speaks HTTP/3. */
    public ClientFacts overHttp3() {
        return speaking("HTTP/3.0");
    }

    private ClientFacts speaking(String word) {
        return new ClientFacts(
                remoteAddr, remotePort, serverName, serverPort, https, trusted, identity, word);
    }
}
