package dev.serval.control.table;

import static dev.serval.control.option.OptionType.ADDRESS;
import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.TIME;

import dev.serval.control.option.Address;
import dev.serval.control.option.HttpsListener;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.RedirectListener;
import dev.serval.control.option.Section;
import dev.serval.control.option.SniCertificate;
import java.time.Duration;

/** HTTPS: listeners, certificates, and what sends clients there. */
public final class TlsOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.HTTPS);

    public static final Option<HttpsListener> HTTPS =
            GROUP.many(
                    "https",
                    new OptionType<>(
                            "ADDRESS,CERT,KEY[,CIPHERS[,CLIENT_CA]]",
                            "ADDRESS,CERT,KEY[,CIPHERS[,CLIENT_CA]], with PEM files",
                            HttpsListener::parse),
                    "",
                    "serve HTTPS through the router; a ! before CLIENT_CA refuses clients without"
                            + " a certificate");
    public static final Option<SniCertificate> SNI =
            GROUP.many(
                    "sni",
                    new OptionType<>(
                            "NAME,CERT,KEY",
                            "NAME,CERT,KEY, where NAME is a host or *.host",
                            SniCertificate::parse),
                    "",
                    "the certificate for clients that ask for this host");
    public static final Option<Address> HTTPS_DEV =
            GROUP.many(
                    "https-dev",
                    ADDRESS,
                    "",
                    "serve HTTPS with a certificate made at the start, which no client trusts");
    public static final Option<Boolean> HTTP3 =
            GROUP.one(
                    "http3",
                    FLAG,
                    "false",
                    "serve HTTP/3 too, on the UDP port of each --https address, and tell clients");
    public static final Option<Boolean> HTTPS_EXPORT_CERT =
            GROUP.one(
                    "https-export-cert",
                    FLAG,
                    "false",
                    "pass the client's certificate on as HTTPS_CC, in PEM form");
    public static final Option<RedirectListener> HTTP_TO_HTTPS =
            GROUP.many(
                    "http-to-https",
                    new OptionType<>(
                            "ADDRESS[,PORT]", "ADDRESS or ADDRESS,PORT", RedirectListener::parse),
                    "",
                    "answer HTTP with a redirect to HTTPS, on this port (443)");
    public static final Option<Duration> HSTS =
            GROUP.one(
                    "hsts",
                    TIME,
                    "0",
                    "tell clients to come by HTTPS only, for this long"
                            + " (Strict-Transport-Security); 0 does not");
    public static final Option<Duration> HANDSHAKE_TIMEOUT =
            GROUP.one(
                    "https-handshake-timeout",
                    TIME,
                    "10s",
                    "how long a client may take for the TLS handshake");

    private TlsOptions() {}
}
