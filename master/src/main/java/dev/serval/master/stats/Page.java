package dev.serval.master.stats;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a reader of the statistics is answered.
 *
 * @param status of HTTP
 * @param type of the body
 * @param body as it is sent
 */
@SuppressWarnings("ArrayRecordComponent")
public record Page(int status, String type, byte[] body) {

    static final String TEXT = "text/plain; charset=utf-8";

    static Page text(int status, String line) {
        return new Page(status, TEXT, (line + "\n").getBytes(UTF_8));
    }
}
