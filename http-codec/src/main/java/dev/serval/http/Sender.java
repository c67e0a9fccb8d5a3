package dev.serval.http;

/**
 * Who sent one request, as far as that can be believed.
 *
 * @param remoteAddr the client's IP address; empty if it has none
 * @param remotePort its port; empty if nobody said
 * @param https whether the client came over TLS, to us or to a trusted proxy
 * @param trusted whether a trusted proxy stands between, whose other fields count
 * @param forwardedFor the client and the trusted proxies after it, parted by commas
 * @param ids the request's names
 */
public record Sender(
        String remoteAddr,
        String remotePort,
        boolean https,
        boolean trusted,
        String forwardedFor,
        RequestIds ids) {

    /** The same, by other names. */
    public Sender with(RequestIds others) {
        return new Sender(remoteAddr, remotePort, https, trusted, forwardedFor, others);
    }
}
