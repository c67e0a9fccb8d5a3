package dev.serval.control.table;

import static dev.serval.control.option.OptionType.ADDRESS;
import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Address;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Section;
import java.net.URI;
import java.util.Locale;

/** Certificates from an authority that speaks ACME. */
public final class AcmeOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.HTTPS);

    private static final String NAME =
            "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+";

    public static final Option<String> ACME =
            GROUP.many(
                    "acme",
                    new OptionType<>(
                            "DOMAIN", "a host name like shop.example.org", AcmeOptions::domain),
                    "",
                    "get a certificate for this host from an ACME authority, and renew it");
    public static final Option<Address> HTTPS_ACME =
            GROUP.many("https-acme", ADDRESS, "", "serve HTTPS with the certificate of --acme");
    public static final Option<Boolean> AGREE =
            GROUP.one("acme-agree", FLAG, "false", "you agree to the terms of the authority");
    public static final Option<String> EMAIL =
            GROUP.one("acme-email", text("ADDRESS"), "", "where the authority may write to");
    public static final Option<String> DIRECTORY =
            GROUP.one(
                    "acme-directory",
                    new OptionType<>("URL", "a URL that begins with https://", AcmeOptions::url),
                    "https://acme-v02.api.letsencrypt.org/directory",
                    "the authority");
    public static final Option<String> FOLDER =
            GROUP.one(
                    "acme-dir", text("DIR"), "acme", "where the account and certificates are kept");
    public static final Option<String> CA =
            GROUP.one(
                    "acme-ca",
                    text("FILE"),
                    "",
                    "a PEM file: who vouches for an authority of your own");

    private AcmeOptions() {}

    private static String domain(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(text);
        }
        return name;
    }

    private static String url(String text) {
        URI url = URI.create(text.strip());
        if (!"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(text);
        }
        return url.toString();
    }
}
