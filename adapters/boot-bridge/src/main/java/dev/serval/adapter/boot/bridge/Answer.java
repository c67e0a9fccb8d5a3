package dev.serval.adapter.boot.bridge;

import dev.serval.app.Body;
import dev.serval.app.BodyWriter;
import dev.serval.app.Headers;
import dev.serval.app.LateAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.coyote.ActionCode;
import org.apache.coyote.OutputBuffer;
import org.apache.coyote.Response;
import org.apache.coyote.UpgradeToken;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The answer, as Tomcat writes it: whole if it is small and nobody flushes it, else begun. One
 * thread at a time writes; the end may come from another.
 */
final class Answer implements OutputBuffer {

    private static final int HELD_BYTES = 32 * 1024;
    private static final int SWITCHING = 101;
    private static final int FIRST_FINAL = 200;
    private static final int LAST = 599;
    private static final int BROKEN = 500;
    private static final Body.Streaming UNSENT = _ -> {};

    private final Response response;
    private final LateAnswer.Start start;
    private final boolean head;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int status;
    private Headers fields = Headers.none();
    private boolean bodiless;
    private @Nullable BodyWriter out;
    private @Nullable IOException brokenPeer;
    private @Nullable UpgradeToken upgrade;
    private boolean over;
    private long written;

    Answer(Response response, LateAnswer.Start start, boolean head) {
        this.response = response;
        this.start = start;
        this.head = head;
    }

    /** The head is decided. */
    synchronized void commit() {
        int said = response.getStatus();
        status = said < FIRST_FINAL || said > LAST ? BROKEN : said;
        bodiless = head || said == 204 || said == 205 || said == 304;
        fields = fields(response, said != 304);
        if (said == SWITCHING) {
            bodiless = true;
            if (upgrade == null) {
                status = 501;
                fields = Headers.none();
            }
        }
        response.setCommitted(true);
    }

    /** The program wants to go on with another protocol. */
    synchronized void upgrade(UpgradeToken token) {
        if (SocketTalk.canTalk(token)) {
            upgrade = token;
        } else {
            System.err.println(
                    "boot: the program asks for HttpServletRequest.upgrade, and only WebSockets are served (501)");
        }
    }

    @Override
    public int doWrite(ByteBuffer chunk) throws IOException {
        if (!response.isCommitted()) {
            response.action(ActionCode.COMMIT, null);
        }
        int length = chunk.remaining();
        try {
            write(chunk, length);
        } catch (IOException e) {
            response.action(ActionCode.CLOSE_NOW, e);
            throw e;
        }
        return length;
    }

    private synchronized void write(ByteBuffer chunk, int length) throws IOException {
        checkOpen();
        written += length;
        if (bodiless) {
            chunk.position(chunk.limit());
            return;
        }
        if (out == null && held.size() + length <= HELD_BYTES) {
            byte[] copy = new byte[length];
            chunk.get(copy);
            held.writeBytes(copy);
            return;
        }
        BodyWriter writer = begun();
        try {
            send(chunk, writer);
        } catch (IOException e) {
            brokenPeer = e;
            throw e;
        }
    }

    private static void send(ByteBuffer chunk, BodyWriter writer) throws IOException {
        if (chunk.hasArray()) {
            int from = chunk.arrayOffset() + chunk.position();
            writer.write(chunk.array(), from, chunk.remaining());
            chunk.position(chunk.limit());
            return;
        }
        byte[] copy = new byte[chunk.remaining()];
        chunk.get(copy);
        writer.write(copy);
    }

    private BodyWriter begun() throws IOException {
        BodyWriter writer = out;
        if (writer == null) {
            try {
                writer = start.begin(status, fields);
                out = writer;
                writer.write(held.toByteArray());
                held.reset();
            } catch (IOException e) {
                brokenPeer = e;
                throw e;
            }
        }
        return writer;
    }

    private void checkOpen() throws IOException {
        if (brokenPeer != null) {
            throw brokenPeer;
        }
        if (over) {
            throw new IOException("the request is over");
        }
    }

    /** Sends what was written so far. */
    synchronized void flush() throws IOException {
        checkOpen();
        if (bodiless) {
            return;
        }
        BodyWriter writer = begun();
        try {
            writer.flush();
        } catch (IOException e) {
            brokenPeer = e;
            throw e;
        }
    }

    @Override
    public synchronized long getBytesWritten() {
        return written;
    }

    /** Nothing is taken from now on. */
    synchronized void end() {
        over = true;
    }

    /**
     * What was decided.
     *
     * @param fault why it is not complete; null if it is
     * @return the whole answer; null if it was begun
     */
    synchronized dev.serval.app.@Nullable Response result(@Nullable Exception fault)
            throws Exception {
        over = true;
        if (brokenPeer != null) {
            throw brokenPeer;
        }
        if (fault != null) {
            throw fault;
        }
        if (out != null) {
            return null;
        }
        if (upgrade != null && response.getStatus() == SWITCHING) {
            return SocketTalk.opening(upgrade, fields);
        }
        Body body =
                head
                        ? UNSENT
                        : held.size() == 0 ? new Body.None() : new Body.Bytes(held.toByteArray());
        return new dev.serval.app.Response(status, fields, body);
    }

    private static Headers fields(Response response, boolean described) {
        MimeHeaders all = response.getMimeHeaders();
        List<String> fields = new ArrayList<>(all.size() * 2 + 6);
        for (int i = 0; i < all.size(); i++) {
            fields.add(all.getName(i).toString());
            fields.add(sendable(all.getValue(i).toString()));
        }
        if (described) {
            add(fields, "Content-Type", response.getContentType());
            add(fields, "Content-Language", response.getContentLanguage());
        }
        long length = response.getContentLengthLong();
        add(fields, "Content-Length", length < 0 ? null : Long.toString(length));
        return Headers.of(fields.toArray(String[]::new));
    }

    private static void add(List<String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.add(name);
            fields.add(sendable(value));
        }
    }

    /** Nothing that would end a line; what ISO 8859-1 lacks is a question mark, as in Tomcat. */
    private static String sendable(@Nullable String value) {
        if (value == null) {
            return "";
        }
        if (value.chars().allMatch(c -> c >= ' ' && c <= 0xff)) {
            return value;
        }
        StringBuilder clean = new StringBuilder(value.length());
        value.chars().forEach(c -> clean.append(c > 0xff ? '?' : c < ' ' ? ' ' : (char) c));
        return clean.toString();
    }
}
