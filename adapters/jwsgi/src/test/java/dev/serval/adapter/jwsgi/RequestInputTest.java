package dev.serval.adapter.jwsgi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RequestInputTest {

    private static RequestInput of(String text) {
        return new RequestInput(new ByteArrayInputStream(text.getBytes(US_ASCII)), text.length());
    }

    private static String read(RequestInput input, int most) throws IOException {
        byte[] target = new byte[most];
        int n = input.read(target, 0, most);
        return n < 0 ? "end" : new String(target, 0, n, US_ASCII);
    }

    @Test
    void whatHasBeenReadCanBeReadAgain() throws IOException {
        RequestInput input = of("abcdef");
        assertThat(read(input, 4)).isEqualTo("abcd");
        input.seek(1);
        assertThat(input.available()).isEqualTo(5);
        assertThat(read(input, 4)).isEqualTo("bcde");
        input.seek(-2);
        assertThat(read(input, 10)).isEqualTo("def");
        assertThat(read(input, 1)).isEqualTo("end");
        input.seek(0);
        assertThat(read(input, 10)).isEqualTo("abcdef");
    }

    @Test
    void whatHasNotBeenReadCannotBeSkipped() {
        assertThatIllegalArgumentException().isThrownBy(() -> of("abc").seek(1));
    }

    @Test
    void whatWasTooMuchToKeepCannotBeReadAgain() throws IOException {
        RequestInput input = of("x".repeat((1 << 20) + 1));
        read(input, 1 << 20);
        input.seek(0);
        read(input, (1 << 20) + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> input.seek(0));
        assertThat(read(input, 1)).isEqualTo("end");
    }

    @Test
    void aLineIsReadToItsEndOrToThatOfTheArray() throws IOException {
        RequestInput input = of("one\nlonger");
        byte[] line = new byte[5];
        assertThat(input.readLine(line)).isEqualTo(4);
        assertThat(input.readLine(line)).isEqualTo(5);
        assertThat(input.readLine(line)).isEqualTo(1);
        assertThat(input.readLine(line)).isEqualTo(-1);
    }
}
