package dev.serval.control.option;

import java.net.URI;

/** The address of a collector, as OpenTelemetry writes it: without {@code /v1/traces}. */
public final class OtlpEndpoint {

    /** Where a collector on this machine listens (OTLP 1.5, section OTLP/HTTP). */
    public static final String LOCAL = "http://127.0.0.1:4318";

    /** How it is written. */
    public static final OptionType<String> TYPE =
            new OptionType<>(
                    "URL",
                    "http://HOST:PORT or https://HOST:PORT, perhaps with a path",
                    LOCAL,
                    OtlpEndpoint::parse);

    private OtlpEndpoint() {}

    /** A password in it would be shown by {@code serval config}, so there is no place for one. */
    private static String parse(String text) {
        URI uri = URI.create(text.trim());
        String scheme = uri.getScheme();
        boolean plain =
                uri.getRawUserInfo() == null
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null;
        boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        if (!http || !plain || uri.getHost() == null) {
            throw new IllegalArgumentException("no address of a collector");
        }
        return text.trim().replaceFirst("/+$", "");
    }
}
