package dev.serval.control.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineOutputTest {

    private final List<String> written = new ArrayList<>();
    private final LineOutput lines = new LineOutput(log(), "[worker 2] ");
    private final PrintStream print = new PrintStream(lines, false, UTF_8);

    private OutputStream log() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                throw new AssertionError("a byte by itself");
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                written.add(new String(bytes, offset, count, UTF_8));
            }
        };
    }

    @Test
    void eachLineIsOneWriteWithTheWorkersNumber() {
        print.println("one");
        print.print("tw");
        print.flush();
        print.println("o");
        print.print("three\nfour\n");

        assertThat(written)
                .containsExactly(
                        "[worker 2] one\n",
                        "[worker 2] two\n",
                        "[worker 2] three\n",
                        "[worker 2] four\n");
    }

    @Test
    void jsonStaysAsItIs() {
        print.println("{\"level\":\"info\"}");

        assertThat(written).containsExactly("{\"level\":\"info\"}\n");
    }

    @Test
    void aLineWithoutAnEndIsWrittenAtTheEndAndAVeryLongOneInParts() {
        print.print("x".repeat(10_000));
        print.close();

        assertThat(written).hasSize(2);
        assertThat(String.join("", written)).hasSize(10_000 + 2 * "[worker 2] ".length() + 1);
        assertThat(written.getLast()).endsWith("x\n");
    }
}
