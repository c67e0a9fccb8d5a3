package dev.serval.router.tls;

import dev.serval.control.config.TlsConfig;
import dev.serval.control.log.EventLog;
import dev.serval.control.pem.Credentials;
import dev.serval.control.pem.CredentialsException;
import io.netty.handler.ssl.SslContext;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one listener: which of them a client is shown, by the name it asks for. A
 * handshake takes what is there when it begins; connections that are open keep what they have.
 */
public final class Certificates implements Mapping<String, SslContext> {

    private final TlsConfig.Listener listener;
    private final List<TlsConfig.Named> names;
    private final @Nullable Credentials made;
    private volatile Mapping<String, SslContext> current;

    private Certificates(
            TlsConfig.Listener listener, List<TlsConfig.Named> names, @Nullable Credentials made)
            throws CredentialsException, SSLException {
        this.listener = listener;
        this.names = names;
        this.made = made;
        this.current = read();
    }

    /**
     * Reads all files of a listener, or makes a certificate where it names none.
     *
     * @throws CredentialsException if a file cannot be used
     * @throws SSLException if the TLS library cannot use what is in them
     */
    public static Certificates of(TlsConfig.Listener listener, List<TlsConfig.Named> names)
            throws CredentialsException, SSLException {
        return new Certificates(listener, names, hasNone(listener) ? SelfSigned.make() : null);
    }

    @Override
    public SslContext map(@Nullable String name) {
        return current.map(name);
    }

    /** The files, so that somebody can watch them. */
    FileStamps files() {
        return FileStamps.of(listener, names);
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

    private Mapping<String, SslContext> read() throws CredentialsException, SSLException {
        Contexts contexts = new Contexts(listener);
        SslContext fallback =
                contexts.of(
                        made == null || !hasNone(listener)
                                ? read(listener.certificate(), listener.key())
                                : made);
        DomainWildcardMappingBuilder<SslContext> byName =
                new DomainWildcardMappingBuilder<>(fallback);
        for (TlsConfig.Named named : names) {
            byName.add(named.name(), contexts.of(read(named.certificate(), named.key())));
        }
        return byName.build();
    }

    /** One that is got from an authority is there later. */
    private static boolean hasNone(TlsConfig.Listener listener) {
        return listener.certificate().isEmpty()
                || (listener.obtained() && !Files.exists(Path.of(listener.certificate())));
    }

    private static Credentials read(String certificate, String key) throws CredentialsException {
        Credentials credentials = Credentials.read(Path.of(certificate), Path.of(key));
        Instant end = credentials.chain().getFirst().getNotAfter().toInstant();
        if (end.isBefore(Instant.now())) {
            EventLog.line("the certificate in %s has expired on %s".formatted(certificate, end));
        }
        return credentials;
    }
}
