package dev.serval.uwsgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import java.nio.CharBuffer;
import org.junit.jupiter.api.Test;

class VarsWriterTest {

    private static final int MAX = 65535;

    @Test
    void aPacketMayFollowOtherBytesInTheBuffer() {
        ByteBuf out = Unpooled.buffer().writeBytes(Bytes.text("before"));
        VarsWriter.into(out, 8, 255).put("k", "v").finish();

        assertThat(Bytes.drain(out))
                .isEqualTo(Bytes.join(Bytes.text("before"), Bytes.hex("080600ff 01006b 010076")));
    }

    @Test
    void bytesAndTextGiveTheSamePair() {
        ByteBuf out = Unpooled.buffer();
        VarsWriter.into(out, 0, 0)
                .put(Wire.ascii("k"), Wire.ascii("v"))
                .put(Wire.ascii("k"), "v")
                .finish();

        assertThat(Bytes.drain(out)).isEqualTo(Bytes.packet("k", "v", "k", "v"));
    }

    @Test
    void textOfEveryKindIsTheSame() {
        AsciiString part = AsciiString.of("a value in something longer").subSequence(2, 7, false);
        ByteBuf out = Unpooled.buffer();
        VarsWriter.into(out, 0, 0)
                .put("k", part)
                .put("k", CharBuffer.wrap("value"))
                .put(Wire.ascii("k"), part)
                .finish();

        assertThat(Bytes.drain(out))
                .isEqualTo(Bytes.packet("k", "value", "k", "value", "k", "value"));
    }

    @Test
    void aBlockGrowsAsItMust() {
        ByteBuf out = Unpooled.buffer();
        VarsWriter writer = VarsWriter.into(out, 0, 0);
        for (int i = 0; i < 300; i++) {
            writer.put("k" + i, "v".repeat(i));
        }
        writer.finish();

        Vars vars = Vars.read(out.skipBytes(UwsgiRequestDecoder.PREFIX_BYTES), 300);
        assertThat(vars.size()).isEqualTo(300);
        for (int i = 0; i < 300; i++) {
            assertThat(vars.key(i)).isEqualTo("k" + i);
            assertThat(vars.value(i)).isEqualTo("v".repeat(i));
        }
    }

    @Test
    void aCharacterThatIsNoByteBecomesAQuestionMark() {
        assertThat(Vars.of("K", "\u00e9\u0100\u2603").get("K")).isEqualTo("\u00e9??");
    }

    @Test
    void theLargestBlockFits() {
        String value = "v".repeat(MAX - 5);

        assertThat(Transcript.ofRequests(Bytes.packet("k", value)))
                .containsExactly("head 0 0 k=" + value, "end");
    }

    @Test
    void aBlockThatIsTooLargeIsTakenBack() {
        ByteBuf out = Unpooled.buffer().writeBytes(Bytes.text("before"));
        VarsWriter writer = VarsWriter.into(out, 0, 0).put("k", "v".repeat(MAX - 4));

        assertThatExceptionOfType(UwsgiProtocolException.class)
                .isThrownBy(writer::finish)
                .withMessage("the variable block is 65536 bytes; the limit is 65535 (buffer-size)");
        assertThat(Bytes.drain(out)).isEqualTo(Bytes.text("before"));
    }

    @Test
    void aValueThatIsTooLongIsRefused() {
        VarsWriter writer = VarsWriter.into(Unpooled.buffer(), 0, 0);

        assertThatExceptionOfType(UwsgiProtocolException.class)
                .isThrownBy(() -> writer.put("k", "v".repeat(MAX + 1)));
    }
}
