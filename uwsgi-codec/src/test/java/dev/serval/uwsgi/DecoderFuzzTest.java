package dev.serval.uwsgi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/**
 * Runs over the seeds beside it; with {@code JAZZER_FUZZ=1} in the environment it looks for more.
 */
class DecoderFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void anyBytesAreAPacketOrAFault(byte[] bytes) {
        List<String> whole = Transcript.of(new UwsgiRequestDecoder(4096, 64), List.of(bytes));
        List<String> byteByByte =
                Transcript.of(new UwsgiRequestDecoder(4096, 64), Bytes.split(bytes, 1));

        assertThat(byteByByte).isEqualTo(whole);
        assertThat(whole.stream().filter(line -> line.startsWith("fault")))
                .hasSizeLessThanOrEqualTo(1);
    }
}
