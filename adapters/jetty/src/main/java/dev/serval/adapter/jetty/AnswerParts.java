package dev.serval.adapter.jetty;

import dev.serval.app.Body;
import dev.serval.app.BodyWriter;
import dev.serval.app.Headers;
import dev.serval.app.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** The engine's answers in the worker's terms. Pure. */
final class AnswerParts {

    private static final int BLOCK_BYTES = 32 * 1024;

    /** A head that promises a body which the client has not asked for. */
    private static final Body.Streaming UNSENT = _ -> {};

    private AnswerParts() {}

    static Response whole(String method, int status, HttpFields fields, ByteBuffer content) {
        Headers headers = headers(fields);
        if (method.equals("HEAD")) {
            return new Response(status, headers, UNSENT);
        }
        if (!content.hasRemaining()) {
            return new Response(status, headers, new Body.None());
        }
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return new Response(status, headers, new Body.Bytes(bytes));
    }

    static Headers headers(HttpFields fields) {
        List<String> all = new ArrayList<>(fields.size() * 2);
        for (HttpField field : fields) {
            String value = field.getValue();
            all.add(field.getName());
            all.add(value == null ? "" : sendable(value));
        }
        return Headers.of(all.toArray(String[]::new));
    }

    /** Nothing that would end a line; what ISO 8859-1 lacks is a question mark, as in Jetty. */
    private static String sendable(String value) {
        if (value.chars().allMatch(c -> c >= ' ' && c <= 0xff)) {
            return value;
        }
        StringBuilder clean = new StringBuilder(value.length());
        value.chars().forEach(c -> clean.append(c > 0xff ? '?' : c < ' ' ? ' ' : (char) c));
        return clean.toString();
    }

    static void write(ByteBuffer content, BodyWriter out) throws IOException {
        if (content.hasArray()) {
            out.write(
                    content.array(),
                    content.arrayOffset() + content.position(),
                    content.remaining());
            content.position(content.limit());
            return;
        }
        byte[] block = new byte[Math.min(BLOCK_BYTES, content.remaining())];
        while (content.hasRemaining()) {
            int length = Math.min(block.length, content.remaining());
            content.get(block, 0, length);
            out.write(block, 0, length);
        }
    }
}
