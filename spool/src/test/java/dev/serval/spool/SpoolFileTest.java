package dev.serval.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SpoolFileTest {

    private static final String ID = "01KB0000000000000000000000";

    @Property(tries = 300)
    void aJobIsReadBackAsItWasWritten(
            @ForAll @Size(max = 20) Map<String, String> random, @ForAll byte[] body)
            throws Exception {
        Map<String, String> metadata = wellFormed(random);

        Payload read = SpoolFile.read(written(metadata, body), ID);

        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.body()).isEqualTo(body);
    }

    /** A lone half of a surrogate pair has no form in UTF-8. */
    private static Map<String, String> wellFormed(Map<String, String> random) {
        Map<String, String> all = new java.util.HashMap<>();
        random.forEach((k, v) ->
                all.put(
                        new String(k.getBytes(UTF_8), UTF_8),
                        new String(v.getBytes(UTF_8), UTF_8)));
        return all;
    }

    @Test
    void aFileThatIsCutOrChangedAnywhereIsKnown() throws Exception {
        byte[] whole = written(Map.of("to", "a@example.com"), "hello".getBytes(UTF_8));

        int checked = new String(whole, ISO_8859_1).indexOf("serval.check") + 12;

        for (int at = 0; at < whole.length; at++) {
            damaged(Arrays.copyOf(whole, at), "cut at " + at);
        }
        // Without the name of the checksum it is a file of uWSGI's, which have none.
        for (int at = checked; at < whole.length; at++) {
            damaged(Arrays.copyOf(Arrays.copyOf(whole, at), whole.length), "zeros from " + at);
            byte[] changed = whole.clone();
            changed[at] ^= 0x55;
            damaged(changed, "changed at " + at);
        }
    }

    private static void damaged(byte[] file, String how) {
        assertThatThrownBy(
                        () -> {
                            SpoolFile.read(file, ID);
                            throw new AssertionError(how);
                        })
                .isInstanceOf(CorruptJobException.class);
    }

    @Test
    void aFileOfUwsgisSpoolerIsTakenAsItIs() throws Exception {
        // Written by uWSGI 2.0.21: uwsgi.spool({b'priority': b'3', b'hello': b'world'}) and a body.
        byte[] file =
                HexFormat.of()
                        .parseHex(
                                "111b000008007072696f726974790100330500"
                                        + "68656c6c6f0500776f726c64424f4459");

        Payload read = SpoolFile.read(file, ID);

        assertThat(read.metadata()).isEqualTo(Map.of("priority", "3", "hello", "world"));
        assertThat(read.body()).asString(UTF_8).isEqualTo("BODY");
    }

    @Test
    void aFileThatStillHoldsTheJobItOnceWasIsKnown() throws Exception {
        byte[] old = written(Map.of(), "old".getBytes(UTF_8));

        assertThatThrownBy(() -> SpoolFile.read(old, "01KB0000000000000000000001"))
                .isInstanceOf(CorruptJobException.class)
                .hasMessageContaining("it holds job " + ID);
    }

    @Test
    void metadataThatDoesNotFitIsRefused() {
        Payload large = new Payload(Map.of("k", "v".repeat(70_000)), new byte[0]);
        Payload own = new Payload(Map.of("serval.check", "x"), new byte[0]);

        assertThatThrownBy(() -> SpoolFile.head(large, ID))
                .hasMessageContaining("metadata takes 70005 bytes");
        assertThatThrownBy(() -> SpoolFile.head(own, ID)).hasMessageContaining("serval.check");
    }

    private static byte[] written(Map<String, String> metadata, byte[] body) throws Exception {
        ByteBuffer head = SpoolFile.head(new Payload(metadata, body), ID);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = new byte[head.remaining()];
        head.get(bytes);
        out.write(bytes);
        out.write(body);
        return out.toByteArray();
    }
}
