package dev.serval.master.stats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The page for a browser: style and program are in it, so that one answer is all of it. */
final class Dashboard {

    /** Made when it is first asked for. */
    private static final class Made {

        static final String STYLE = read("dashboard.css");
        static final String PROGRAM = read("dashboard.js") + read("operator.js");
        static final String POLICY =
                "default-src 'none'; script-src '%s'; style-src '%s'; connect-src 'self';"
                                .formatted(hash(PROGRAM), hash(STYLE))
                        + " frame-ancestors 'none'; base-uri 'none'";
        static final Page PAGE =
                new Page(
                        200,
                        "text/html; charset=utf-8",
                        read("dashboard.html")
                                .replace("@style@", STYLE)
                                .replace("@program@", PROGRAM)
                                .getBytes(UTF_8));
    }

    private Dashboard() {}

    static Page page() {
        return Made.PAGE;
    }

    /** The program that is in the page runs and no other; it may ask this server alone. */
    static String policy() {
        return Made.POLICY;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    private static String read(String name) {
        try (InputStream in =
                Objects.requireNonNull(Dashboard.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("our own jar cannot be read", e);
        }
    }
}
