package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;

/**
 * What every application here answers, by path; all of them give the same bytes.
 *
 * <p>{@code /} is Hello World, {@code /json} a document made for each request, {@code /page} and
 * {@code /down} bytes that are kept, {@code /slow} Hello World after 20 ms, {@code /pid} the number
 * of the process. {@code /up} is not for {@link #of}: it answers {@link #lengthOf} the body.
 */
final class Content {

    private static final byte[] HELLO = "Hello World\n".getBytes(US_ASCII);
    private static final int ITEMS = 16;
    private static final int SLOW_MILLIS = 20;
    private static final int CHUNK_BYTES = 65536;

    /** Of its own: who is asked for 12 bytes has no megabyte in memory. */
    private static final class Page {
        static final byte[] BYTES =
                "<p>All work and no play makes Jack a dull boy.</p>\n"
                        .repeat(200)
                        .getBytes(US_ASCII);
    }

    private static final class Megabyte {
        static final byte[] BYTES = "0123456789abcdef".repeat(65536).getBytes(US_ASCII);
    }

    private Content() {}

    static byte[] of(String path) throws InterruptedException {
        return switch (path) {
            case "/json" -> json().getBytes(US_ASCII);
            case "/page" -> Page.BYTES;
            case "/down" -> Megabyte.BYTES;
            case "/slow" -> slowly();
            case "/pid" -> Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII);
            default -> HELLO;
        };
    }

    static String typeOf(String path) {
        return switch (path) {
            case "/json" -> "application/json";
            case "/page" -> "text/html";
            case "/down" -> "application/octet-stream";
            default -> "text/plain";
        };
    }

    /** Reads all of a body and gives how many bytes it had, in digits. */
    static byte[] lengthOf(InputStream body) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long length = 0;
        int read;
        while ((read = body.read(chunk)) > 0) {
            length += read;
        }
        return Long.toString(length).getBytes(US_ASCII);
    }

    private static byte[] slowly() throws InterruptedException {
        Thread.sleep(SLOW_MILLIS);
        return HELLO;
    }

    private static String json() {
        StringBuilder text = new StringBuilder(1100).append("{\"items\":[");
        for (int i = 0; i < ITEMS; i++) {
            text.append(i == 0 ? "" : ",").append("{\"id\":").append(1000 + i);
            text.append(",\"name\":\"a thing of the kind ").append(i).append("\",\"price\":");
            text.append(100 * i + 99).append('}');
        }
        return text.append("]}\n").toString();
    }
}
