package dev.serval.router.encoding;

import java.util.List;

/** A content coding, and the end of the name of a file that has it; of equals the smaller first. */
public enum Coding {
    BROTLI("br", ".br"),
    ZSTD("zstd", ".zst"),
    GZIP("gzip", ".gz");

    /** All there are. */
    public static final List<Coding> ALL = List.of(values());

    private final String token;
    private final String ending;

    Coding(String token, String ending) {
        this.token = token;
        this.ending = ending;
    }

    /** As fields name it. */
    public String token() {
        return token;
    }

    /** With a dot in front. */
    public String ending() {
        return ending;
    }

    /**
     * @throws IllegalArgumentException if there is none of that name
     */
    static Coding named(String token) {
        return ALL.stream()
                .filter(coding -> coding.token.equals(token))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(token));
    }
}
