package dev.serval.http;

/**
 * Who a client has proved to be, by a certificate that the handshake has verified.
 *
 * @param name the certificate's subject as OpenSSL writes it on one line; empty: no certificate
 * @param pem the certificate on one line; empty if it is not to be passed on
 */
public record ClientIdentity(String name, String pem) {

    /** A client that showed no certificate. */
    public static final ClientIdentity NONE = new ClientIdentity("", "");
}
