package dev.serval.router.tls;

import dev.serval.control.config.TlsConfig;
import dev.serval.control.pem.Credentials;
import dev.serval.control.pem.CredentialsException;
import dev.serval.control.pem.PemFile;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.util.Mapping;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/** Makes contexts for QUIC: TLS 1.3 with its ciphers, no early data. */
final class QuicContexts {

    private final X509Certificate[] authorities;
    private final ClientAuth clients;

    /**
     * @throws CredentialsException if the file of authorities cannot be used
     * @throws SSLException if there is no library for QUIC
     */
    QuicContexts(TlsConfig.Listener listener) throws CredentialsException, SSLException {
        if (!Quic.isAvailable()) {
            throw new SSLException(
                    "--http3 needs a native library that cannot be loaded here; leave it out",
                    Quic.unavailabilityCause());
        }
        if (listener.clientCa().isEmpty()) {
            authorities = new X509Certificate[0];
            clients = ClientAuth.NONE;
        } else {
            authorities =
                    PemFile.read(Path.of(listener.clientCa()))
                            .certificates()
                            .toArray(X509Certificate[]::new);
            clients = listener.clientMust() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL;
        }
    }

    /**
     * @throws SSLException if the library cannot use the key
     */
    QuicSslContext of(Shown shown) throws SSLException {
        return build(builder(shown.credentials()));
    }

    /**
     * One that asks by name for another.
     *
     * @param fallback shown to a client that says no name
     * @throws SSLException if the library cannot use the key
     */
    QuicSslContext of(Shown fallback, Mapping<String, QuicSslContext> byName) throws SSLException {
        return build(builder(fallback.credentials()).sni(byName));
    }

    private QuicSslContextBuilder builder(Credentials credentials) {
        QuicSslContextBuilder builder =
                QuicSslContextBuilder.forServer(
                                credentials.key(),
                                "",
                                credentials.chain().toArray(X509Certificate[]::new))
                        .clientAuth(clients)
                        .earlyData(false)
                        .applicationProtocols(Http3.supportedApplicationProtocols());
        return builder.trustManager(authorities);
    }

    private static QuicSslContext build(QuicSslContextBuilder builder) throws SSLException {
        try {
            return builder.build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new SSLException("HTTP/3: " + e.getMessage(), e);
        }
    }
}
