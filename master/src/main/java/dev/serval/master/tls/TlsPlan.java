package dev.serval.master.tls;

import dev.serval.control.config.TlsConfig;
import dev.serval.control.option.Address;
import dev.serval.control.option.CipherSuites;
import dev.serval.control.option.HttpsListener;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.RedirectListener;
import dev.serval.control.option.SniCertificate;
import dev.serval.control.pem.Credentials;
import dev.serval.control.pem.CredentialsException;
import dev.serval.control.pem.PemFile;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AcmeOptions;
import dev.serval.control.table.AdmissionOptions;
import dev.serval.control.table.TlsOptions;
import dev.serval.master.acme.AcmePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of HTTPS as a whole. */
public final class TlsPlan {

    private final OptionValues values;
    private final List<HttpsListener> listeners;
    private final List<SniCertificate> names;
    private final List<RedirectListener> redirects;
    private final Optional<AcmePlan> acme;

    private TlsPlan(OptionValues values) {
        this.values = values;
        this.listeners = values.all(TlsOptions.HTTPS);
        this.names = values.all(TlsOptions.SNI);
        this.redirects = values.all(TlsOptions.HTTP_TO_HTTPS);
        this.acme = AcmePlan.of(values);
    }

    /**
     * Reads every certificate and every key once.
     *
     * @throws OptionException for the first that cannot be used
     */
    public static TlsPlan of(OptionValues values) {
        TlsPlan plan = new TlsPlan(values);
        for (HttpsListener listener : plan.listeners) {
            check("https", listener.certificate(), listener.key());
            checkCiphers(listener.ciphers());
            checkAuthorities("https", listener.clientCa());
        }
        for (SniCertificate name : plan.names) {
            check("sni", name.certificate(), name.key());
        }
        plan.acme.ifPresent(a -> checkAuthorities("acme-ca", a.authorities()));
        if (!plan.names.isEmpty() && plan.https().isEmpty()) {
            throw OptionException.combination(
                    "--sni is for HTTPS; add an address for it: --https :8443,CERT,KEY");
        }
        plan.checkHttp3();
        return plan;
    }

    private void checkHttp3() {
        if (!http3()) {
            return;
        }
        if (https().stream().noneMatch(TlsPlan::hasUdp)) {
            throw OptionException.combination(
                    "--http3 is for HTTPS on a TCP port, whose number it takes for UDP; add an"
                            + " address: --https :8443,CERT,KEY");
        }
        if (values.get(AdmissionOptions.PROXY_PROTOCOL)) {
            throw OptionException.combination(
                    "--http3 is for clients that come themselves, and with --http-proxy-protocol"
                            + " only proxies do; leave one of them out");
        }
    }

    /** Whether clients can come to this address by UDP as well. */
    public static boolean hasUdp(Address https) {
        return !https.unix() && https.descriptor() == 0;
    }

    /** Whether HTTP/3 is served where that is possible. */
    public boolean http3() {
        return values.get(TlsOptions.HTTP3);
    }

    private static void check(String option, String certificate, String key) {
        try {
            Credentials.read(Path.of(certificate), Path.of(key));
        } catch (CredentialsException e) {
            throw OptionException.file("--%s: %s".formatted(option, e.getMessage()));
        }
    }

    private static void checkCiphers(String names) {
        try {
            CipherSuites.standard(names);
        } catch (IllegalArgumentException e) {
            throw OptionException.file(
                    "--https: %s is no cipher suite for TLS 1.2; there are %s"
                            .formatted(e.getMessage(), String.join(", ", CipherSuites.names())));
        }
    }

    private static void checkAuthorities(String option, String file) {
        if (file.isEmpty()) {
            return;
        }
        try {
            PemFile.read(Path.of(file)).certificates();
        } catch (CredentialsException e) {
            throw OptionException.file("--%s: %s".formatted(option, e.getMessage()));
        }
    }

    /**
     * Where HTTPS is served: the listeners with files, then those whose certificate is got, then
     * those whose certificate is made.
     */
    public List<Address> https() {
        List<Address> all =
                new ArrayList<>(listeners.stream().map(HttpsListener::address).toList());
        all.addAll(values.all(AcmeOptions.HTTPS_ACME));
        all.addAll(values.all(TlsOptions.HTTPS_DEV));
        return all;
    }

    /** The certificate that is got, if one is. */
    public Optional<AcmePlan> acme() {
        return acme;
    }

    /** Where clients are sent to HTTPS. */
    public List<Address> redirects() {
        return redirects.stream().map(RedirectListener::address).toList();
    }

    /**
     * @param ports of the {@code https} listeners, in order
     */
    public TlsConfig config(List<String> ports) {
        List<TlsConfig.Listener> all = new ArrayList<>();
        for (HttpsListener l : listeners) {
            all.add(
                    new TlsConfig.Listener(
                            ports.get(all.size()),
                            absolute(l.certificate()),
                            absolute(l.key()),
                            String.join(":", CipherSuites.standard(l.ciphers())),
                            absolute(l.clientCa()),
                            l.clientMust(),
                            false));
        }
        obtained(all, ports);
        while (all.size() < ports.size()) {
            all.add(new TlsConfig.Listener(ports.get(all.size()), "", "", "", "", false, false));
        }
        return new TlsConfig(
                all,
                names.stream().map(TlsPlan::named).toList(),
                values.get(TlsOptions.HTTPS_EXPORT_CERT),
                values.get(TlsOptions.HSTS),
                values.get(TlsOptions.HANDSHAKE_TIMEOUT),
                acme.map(a -> a.challenges().toString()).orElse(""),
                redirects.stream().map(r -> Integer.toString(r.port())).toList());
    }

    private void obtained(List<TlsConfig.Listener> all, List<String> ports) {
        for (int i = 0; i < values.all(AcmeOptions.HTTPS_ACME).size(); i++) {
            AcmePlan plan = acme.orElseThrow();
            all.add(
                    new TlsConfig.Listener(
                            ports.get(all.size()),
                            plan.certificate().toString(),
                            plan.key().toString(),
                            "",
                            "",
                            false,
                            true));
        }
    }

    private static TlsConfig.Named named(SniCertificate n) {
        return new TlsConfig.Named(n.name(), absolute(n.certificate()), absolute(n.key()));
    }

    private static String absolute(String file) {
        return file.isEmpty() ? "" : Path.of(file).toAbsolutePath().toString();
    }
}
