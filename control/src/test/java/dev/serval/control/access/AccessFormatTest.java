package dev.serval.control.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessFormatTest {

    /** A request whose client would like to forge a line. */
    private static final AccessEntry FORGED =
            new AccessEntry() {
                @Override
                public void write(AccessField field, AccessLine out) {
                    switch (field) {
                        case URI -> out.text("/a\"\n127.0.0.1 - - forged");
                        case STATUS -> out.number(200);
                        case MICROS -> out.number(1_234_567);
                        case SECS -> out.seconds(1_234_567);
                        case UAGENT -> out.text("\u00e9\\");
                        default -> {}
                    }
                }

                @Override
                public void writeHeader(String name, AccessLine out) {
                    if (name.equals("x-shop")) {
                        out.text("seven");
                    }
                }
            };

    @Test
    void whatAClientSendsStaysInItsPlace() {
        assertThat(line("%(uri) \"%(uagent)\" %(status)"))
                .isEqualTo("/a\\x22\\x0a127.0.0.1 - - forged \"\\xe9\\x5c\" 200\n");
    }

    @Test
    void whatIsMissingIsADash() {
        assertThat(line("%(user) %(var.HTTP_X_SHOP) %(var.HTTP_OTHER)")).isEqualTo("- seven -\n");
    }

    @Test
    void namedFormatsCanTellMore() {
        assertThat(AccessFormat.with("common", true, true)).endsWith(" %(rsize) \"%(id)\"");
        assertThat(AccessFormat.with("uwsgi", true, false))
                .startsWith("{address space usage: %(vsz) bytes/%(vszM)MB} {rss usage: ");
        assertThat(line(AccessFormat.with("json", true, true))).contains("\"micros\":1234567,");
        assertThat(AccessFormat.with("%(uri)", true, true)).isEqualTo("%(uri)");
        assertThat(line("json:secs")).contains("\"secs\":\"1.234567\"");
        assertThatThrownBy(() -> AccessFormat.parse("json:rs"))
                .hasMessageContaining("did you mean rss?");
    }

    @Test
    void whatAProcessTakesIsItsOwn() {
        AccessLine out = new AccessLine();
        WorkerMemory memory = new WorkerMemory();
        memory.write(AccessField.RSSM, ProcessHandle.current().pid(), out);
        assertThat(new String(out.bytes(), 0, out.length(), US_ASCII)).matches("[1-9][0-9]+");

        AccessLine none = new AccessLine();
        memory.write(AccessField.RSS, Integer.MAX_VALUE, none);
        assertThat(none.length()).isZero();
    }

    @Test
    void secondsHaveSixDigits() {
        assertThat(line("%(secs)s")).isEqualTo("1.234567s\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 10, 99, 100, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aNumberIsWrittenAsItIs(long number) {
        AccessLine out = new AccessLine();
        out.text("n=");
        out.number(number);

        assertThat(new String(out.bytes(), 0, out.length(), US_ASCII)).isEqualTo("n=" + number);
    }

    @Test
    void jsonLeavesOutWhatIsMissingAndQuotesTheRest() {
        assertThat(line("json"))
                .isEqualTo(
                        "{\"uri\":\"/a\\u0022\\u000a127.0.0.1 - - forged\",\"status\":200,"
                                + "\"micros\":1234567,\"uagent\":\"\\u00e9\\u005c\"}\n");
    }

    @Test
    void aLongValueIsCut() {
        AccessLine out = new AccessLine();
        out.text("x".repeat(100_000));

        assertThat(out.length()).isEqualTo(2048);
    }

    @Test
    void aVariableThatThereIsNoneOfIsNamed() {
        assertThatThrownBy(() -> AccessFormat.parse("%(statsu)"))
                .hasMessage("there is no variable %(statsu); did you mean %(status)?");
    }

    @Test
    void whatCannotBeMeantIsNamedToo() {
        assertThatThrownBy(() -> AccessFormat.parse("combind"))
                .hasMessage("there is no format combind; did you mean combined?");
        assertThatThrownBy(() -> AccessFormat.parse("%(uri) %(status"))
                .hasMessage("a closing parenthesis is missing");
        assertThatThrownBy(() -> AccessFormat.parse("%(var.REMOTE_PORT)"))
                .hasMessageStartingWith("there is no variable %(var.REMOTE_PORT); of the ");
        assertThatThrownBy(() -> AccessFormat.parse("%(uri)\nforged"))
                .hasMessageContaining("a line break");
        assertThatThrownBy(() -> AccessFormat.parse("%(nothinglikeit)"))
                .hasMessageContaining("; there are uri, method, user, ");
    }

    private static String line(String format) {
        AccessLine out = new AccessLine();
        AccessFormat.parse(format).write(FORGED, out);
        return new String(out.bytes(), 0, out.length(), US_ASCII);
    }
}
