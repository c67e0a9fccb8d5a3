package dev.serval.router.tls;

import dev.serval.control.config.TlsConfig;
import dev.serval.control.log.EventLog;
import dev.serval.control.pem.Credentials;
import dev.serval.control.pem.CredentialsException;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one listener: which of them a client is shown, by the name it asks for. A
 * handshake takes what is there when it begins; connections that are open keep what they have.
 */
public final class Certificates implements Mapping<String, SslContext> {

    private final TlsConfig.Listener listener;
    private final List<TlsConfig.Named> names;
    private final boolean quic;
    private final @Nullable Credentials made;
    private volatile Used current;

    /**
     * @param byName for TCP
     * @param quic for QUIC, names included; null where that is not spoken
     * @param staples shown with them over TCP
     */
    private record Used(
            Mapping<String, SslContext> byName,
            @Nullable QuicSslContext quic,
            List<Staple> staples) {}

    private Certificates(
            TlsConfig.Listener listener,
            List<TlsConfig.Named> names,
            boolean quic,
            @Nullable Credentials made)
            throws CredentialsException, SSLException {
        this.listener = listener;
        this.names = names;
        this.quic = quic;
        this.made = made;
        this.current = read();
    }

    /**
     * Reads all files of a listener, or makes a certificate where it names none.
     *
     * @param quic whether they are for QUIC too
     * @throws CredentialsException if a file cannot be used
     * @throws SSLException if the TLS library cannot use what is in them
     */
    public static Certificates of(
            TlsConfig.Listener listener, List<TlsConfig.Named> names, boolean quic)
            throws CredentialsException, SSLException {
        return new Certificates(
                listener, names, quic, hasNone(listener) ? SelfSigned.make() : null);
    }

    @Override
    public SslContext map(@Nullable String name) {
        return current.byName.map(name);
    }

    /** What shakes hands with a client that comes by QUIC. */
    public QuicSslEngine engine(QuicChannel client) {
        return Objects.requireNonNull(current.quic).newEngine(client.alloc());
    }

    /** The files, so that somebody can watch them. */
    FileStamps files() {
        return FileStamps.of(listener, names);
    }

    /** Whether all that is stapled to them would still be taken. */
    boolean staplesHold() {
        return current.staples.stream().allMatch(Staple::good);
    }

    /** Reads all files again. What is wrong is logged, and what was there stays. */
    void reload() {
        String of = "port " + listener.port();
        try {
            current = read();
            EventLog.line("https, %s: certificates read again".formatted(of));
        } catch (CredentialsException | SSLException e) {
            EventLog.line(
                    "https, %s: the new certificates are not used: %s"
                            .formatted(of, e.getMessage()));
        }
    }

    private Used read() throws CredentialsException, SSLException {
        Shown fallback =
                made == null || !hasNone(listener)
                        ? read(listener.certificate(), listener.key())
                        : new Shown(made, Optional.empty());
        Map<String, Shown> byName = new LinkedHashMap<>();
        for (TlsConfig.Named named : names) {
            byName.put(named.name(), read(named.certificate(), named.key()));
        }
        List<Staple> staples =
                Stream.concat(Stream.of(fallback), byName.values().stream())
                        .flatMap(shown -> shown.staple().stream())
                        .toList();
        Mapping<String, SslContext> tcp = mapping(new Contexts(listener)::of, fallback, byName);
        if (!quic) {
            return new Used(tcp, null, staples);
        }
        QuicContexts contexts = new QuicContexts(listener);
        Mapping<String, QuicSslContext> named = mapping(contexts::of, fallback, byName);
        return new Used(tcp, contexts.of(fallback, named), staples);
    }

    /** Makes what one library wants to have of them. */
    private interface Making<C> {
        C of(Shown shown) throws SSLException;
    }

    private static <C> Mapping<String, C> mapping(
            Making<C> contexts, Shown fallback, Map<String, Shown> byName) throws SSLException {
        DomainWildcardMappingBuilder<C> mapping =
                new DomainWildcardMappingBuilder<>(contexts.of(fallback));
        for (Map.Entry<String, Shown> named : byName.entrySet()) {
            mapping.add(named.getKey(), contexts.of(named.getValue()));
        }
        return mapping.build();
    }

    /** One that is got from an authority is there later. */
    private static boolean hasNone(TlsConfig.Listener listener) {
        return listener.certificate().isEmpty()
                || (listener.obtained() && !Files.exists(Path.of(listener.certificate())));
    }

    private static Shown read(String certificate, String key) throws CredentialsException {
        Credentials credentials = Credentials.read(Path.of(certificate), Path.of(key));
        Instant end = credentials.chain().getFirst().getNotAfter().toInstant();
        if (end.isBefore(Instant.now())) {
            EventLog.line("the certificate in %s has expired on %s".formatted(certificate, end));
        }
        return new Shown(credentials, Staple.of(certificate, credentials));
    }
}
