package dev.serval.router.tls;

import dev.serval.control.config.TlsConfig;
import dev.serval.control.pem.Credentials;
import dev.serval.control.pem.CredentialsException;
import dev.serval.control.pem.PemFile;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** Makes contexts: TLS 1.2 and 1.3, BoringSSL where its library loads, else the JDK. */
final class Contexts {

    private static final List<String> TLS_1_3 =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256");

    /** Forward secrecy and authenticated encryption only (RFC 9325 section 4.2). */
    private static final List<String> TLS_1_2 =
            List.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final List<String> ciphers;
    private final List<X509Certificate> authorities;
    private final ClientAuth clients;

    /**
     * @throws CredentialsException if the file of authorities cannot be used
     */
    Contexts(TlsConfig.Listener listener) throws CredentialsException {
        ciphers = new ArrayList<>(TLS_1_3);
        ciphers.addAll(
                listener.ciphers().isEmpty()
                        ? TLS_1_2
                        : List.of(listener.ciphers().split(":", -1)));
        if (listener.clientCa().isEmpty()) {
            authorities = List.of();
            clients = ClientAuth.NONE;
        } else {
            authorities = PemFile.read(Path.of(listener.clientCa())).certificates();
            clients = listener.clientMust() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL;
        }
    }

    /**
     * @throws SSLException if a cipher is not known, or the library cannot use the key
     */
    SslContext of(Shown shown) throws SSLException {
        Credentials credentials = shown.credentials();
        SslContextBuilder builder =
                SslContextBuilder.forServer(credentials.key(), credentials.chain())
                        .sslProvider(SslContext.defaultServerProvider())
                        .protocols("TLSv1.3", "TLSv1.2")
                        .ciphers(ciphers, IdentityCipherSuiteFilter.INSTANCE)
                        .clientAuth(clients)
                        .enableOcsp(shown.staple().isPresent())
                        .applicationProtocolConfig(
                                new ApplicationProtocolConfig(
                                        Protocol.ALPN,
                                        SelectorFailureBehavior.NO_ADVERTISE,
                                        SelectedListenerFailureBehavior.ACCEPT,
                                        ApplicationProtocolNames.HTTP_2,
                                        ApplicationProtocolNames.HTTP_1_1));
        if (!authorities.isEmpty()) {
            builder.trustManager(authorities);
        }
        SslContext context = builder.build();
        shown.staple().ifPresent(staple -> staple.addTo(context));
        return context;
    }
}
