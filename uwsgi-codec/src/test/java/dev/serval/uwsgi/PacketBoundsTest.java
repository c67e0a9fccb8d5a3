package dev.serval.uwsgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketBoundsTest {

    private static List<String> limited(int maxVarsBytes, int maxVars, byte[] bytes) {
        List<String> whole =
                Transcript.of(new UwsgiRequestDecoder(maxVarsBytes, maxVars), List.of(bytes));
        List<String> byteByByte =
                Transcript.of(
                        new UwsgiRequestDecoder(maxVarsBytes, maxVars), Bytes.split(bytes, 1));
        assertThat(byteByByte).isEqualTo(whole);
        return whole;
    }

    @Test
    void aBlockOfExactlyTheLimitIsTaken() {
        assertThat(limited(6, 9, Bytes.packet("k", "v"))).containsExactly("head 0 0 k=v", "end");
    }

    @Test
    void aBlockOverTheLimitIsRefusedBeforeItHasArrived() {
        assertThat(limited(4096, 9, Bytes.hex("00d71000")))
                .containsExactly(
                        "fault: the variable block is 4311 bytes; the limit is 4096 (buffer-size)");
    }

    @ParameterizedTest
    @CsvSource({
        "0100, 1, 0",
        "0200 6b, 2, 1",
        "0100 6b 0500 76, 5, 1",
        "0100 6b, 2, 0",
        "0100 6b 01, 2, 1",
        "ffff 6b, 65535, 1",
        "0100 6b 0100 76 00, 2, 1",
    })
    void aLengthThatPointsOutOfTheBlockIsRefused(String block, int claimed, int left) {
        byte[] bytes = Bytes.hex(block);

        assertThat(limited(4096, 9, Bytes.prefixed(bytes.length, bytes)))
                .containsExactly(
                        "fault: a variable claims %d bytes but only %d are left in the block"
                                .formatted(claimed, left));
    }

    @Test
    void anEmptyNameIsRefusedAndAnEmptyValueIsNot() {
        assertThat(limited(4096, 9, Bytes.packet("", "v")))
                .containsExactly("fault: a variable has an empty name");
        assertThat(limited(4096, 9, Bytes.packet("k", ""))).containsExactly("head 0 0 k=", "end");
    }

    @Test
    void asManyVariablesAsAllowedAreTakenAndOneMoreIsNot() {
        assertThat(limited(4096, 2, Bytes.packet("a", "", "b", "")))
                .containsExactly("head 0 0 a= b=", "end");
        assertThat(limited(4096, 2, Bytes.packet("a", "", "b", "", "c", "")))
                .containsExactly("fault: there are more than 2 variables (max-vars)");
    }

    @Test
    void anEmptyBlockIsAPacket() {
        assertThat(limited(4096, 9, Bytes.hex("00000000"))).containsExactly("head 0 0", "end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "POST", "HEAD / HTTP/1.0", "PRI * HTTP/2.0"})
    void httpSpokenToThePortIsToldFromAnOversizedBlock(String request) {
        assertThat(limited(4096, 9, Bytes.text(request)))
                .containsExactly(
                        "fault: the peer speaks HTTP; this port is for uwsgi packets"
                                + " (use --http-socket for HTTP)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "-1", "+1", "4, 5", "1 ", "0x10", "1234567890123456789", "\u00b2"})
    void aContentLengthThatIsNoNumberIsRefused(String length) {
        assertThat(limited(4096, 9, Bytes.packet("CONTENT_LENGTH", length)))
                .containsExactly("fault: CONTENT_LENGTH is not a number of bytes");
    }

    @Test
    void bytesAfterAFaultAreNotReadAsAPacket() {
        byte[] bytes =
                Bytes.join(
                        Bytes.packet("CONTENT_LENGTH", "many", Wire.KEEP, "1"),
                        Bytes.packet("PATH_INFO", "/smuggled"));

        assertThat(limited(4096, 9, bytes))
                .containsExactly("fault: CONTENT_LENGTH is not a number of bytes");
    }
}
