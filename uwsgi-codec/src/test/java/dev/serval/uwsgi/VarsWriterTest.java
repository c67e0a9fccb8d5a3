package dev.serval.uwsgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
