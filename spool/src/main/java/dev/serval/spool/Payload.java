package dev.serval.spool;

import java.util.Map;

/** What a job carries: small texts by name, and bytes, which are not copied. */
public final class Payload {

    private final Map<String, String> metadata;
    private final byte[] body;

    /**
     * @param body nobody may change it from now on
     */
    public Payload(Map<String, String> metadata, byte[] body) {
        this.metadata = Map.copyOf(metadata);
        this.body = body;
    }

    /** Small texts by name. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The bytes themselves; nobody may change them. */
    public byte[] body() {
        return body;
    }
}
