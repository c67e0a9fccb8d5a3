package dev.serval.uwsgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

    private static final byte[] CHUNKED = Bytes.packet(Wire.BODY, "chunked");
    private static final String CHUNKED_HEAD = "head 0 0 SERVAL_BODY=chunked";

    private static List<String> read(byte[]... parts) {
        byte[] bytes = Bytes.join(parts);
        List<String> whole = Transcript.ofRequests(bytes);
        assertThat(Transcript.ofRequestsByteByByte(bytes)).isEqualTo(whole);
        return whole;
    }

    @Test
    void aBodyIsAsLongAsItsContentLength() {
        assertThat(read(Bytes.packet("CONTENT_LENGTH", "5"), Bytes.text("hello")))
                .containsExactly("head 0 0 CONTENT_LENGTH=5", "body hello", "end");
    }

    @Test
    void anEmptyContentLengthIsNoBody() {
        assertThat(read(Bytes.packet("CONTENT_LENGTH", "")))
                .containsExactly("head 0 0 CONTENT_LENGTH=", "end");
    }

    @Test
    void aBodyThatBreaksOffHasNoEnd() {
        assertThat(read(Bytes.packet("CONTENT_LENGTH", "5"), Bytes.text("hel")))
                .containsExactly("head 0 0 CONTENT_LENGTH=5", "body hel");
    }

    /**
     * nginx takes the chunks off, says the length, and passes the client's field on all the same.
     */
    @Test
    void aTransferEncodingOfTheClientDoesNotMakeTheBodyChunked() {
        byte[] head = Bytes.packet("CONTENT_LENGTH", "5", "HTTP_TRANSFER_ENCODING", "chunked");

        assertThat(read(head, Bytes.text("hello")))
                .containsExactly(
                        "head 0 0 CONTENT_LENGTH=5 HTTP_TRANSFER_ENCODING=chunked",
                        "body hello",
                        "end");
    }

    @Test
    void bytesAfterTheBodyAreThrownAwayWhenTheConnectionIsNotKept() {
        byte[] head = Bytes.packet("CONTENT_LENGTH", "5");

        assertThat(read(head, Bytes.text("hello"), Bytes.packet("PATH_INFO", "/next")))
                .containsExactly("head 0 0 CONTENT_LENGTH=5", "body hello", "end");
    }

    @Test
    void aKeptConnectionReadsTheNextPacket() {
        byte[] first = Bytes.packet("CONTENT_LENGTH", "5", Wire.KEEP, "1");
        byte[] second = Bytes.packet(Wire.BODY, "chunked", Wire.KEEP, "1");
        byte[] third = Bytes.packet("PATH_INFO", "/last");

        assertThat(read(first, Bytes.text("hello"), second, Bytes.text("0\r\n\r\n"), third, third))
                .containsExactly(
                        "head 0 0 CONTENT_LENGTH=5 SERVAL_KEEP=1",
                        "body hello",
                        "end",
                        "head 0 0 SERVAL_BODY=chunked SERVAL_KEEP=1",
                        "end",
                        "head 0 0 PATH_INFO=/last",
                        "end");
    }

    @ParameterizedTest
    @CsvSource({
        "5|hello|0||, hello",
        "1|h|4|ello|0||, hello",
        "0005|hello|00000000||, hello",
        "A|0123456789|0||, 0123456789",
        "a|0123456789|0||, 0123456789",
    })
    void chunksAreOneBody(String chunks, String body) {
        assertThat(read(CHUNKED, Bytes.text(chunks.replace("|", "\r\n"))))
                .containsExactly(CHUNKED_HEAD, "body " + body, "end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "|               ! it has no size",
                "x|              ! its size is not hexadecimal",
                "-1|             ! its size is not hexadecimal",
                "5;a=b|          ! its size is not hexadecimal",
                "' 5|'           ! its size is not hexadecimal",
                "000000005|      ! its size has too many digits",
                "0|a: b||        ! no line end where one must be",
            })
    void aMalformedChunkIsRefused(String chunks, String fault) {
        assertThat(read(CHUNKED, Bytes.text(chunks.replace("|", "\r\n"))))
                .containsExactly(CHUNKED_HEAD, "fault: the chunked body is malformed: " + fault);
    }

    @Test
    void aChunkLongerThanItsSizeIsRefusedAfterItsBytes() {
        assertThat(read(CHUNKED, Bytes.text("4\r\nhello\r\n0\r\n\r\n")))
                .containsExactly(
                        CHUNKED_HEAD,
                        "body hell",
                        "fault: the chunked body is malformed: no line end where one must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\rx", "5\r\n12345\rx", "0\r\n\rx"})
    void aCarriageReturnAloneIsNoLineEnd(String chunks) {
        assertThat(read(CHUNKED, Bytes.text(chunks)))
                .last()
                .isEqualTo("fault: the chunked body is malformed: no line end where one must be");
    }

    @Test
    void aBodyDoesNotEndAfterAFault() {
        byte[] chunks = Bytes.text("3\r\nabcd\r\n0\r\n\r\n0\r\n\r\n");

        assertThat(read(CHUNKED, chunks))
                .containsExactly(
                        CHUNKED_HEAD,
                        "body abc",
                        "fault: the chunked body is malformed: no line end where one must be");
    }
}
