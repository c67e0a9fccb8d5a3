package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an operator sees who made a mistake: the folder {@code golden} has it word by word. */
class ConfigErrorsTest {

    private static final int USAGE = 2;
    private static final int CONFIG = 3;
    private static final int ADDRESS = 4;

    /** What differs from run to run in the description of a process. */
    private static final Pattern COMMAND = Pattern.compile("(pid \\d+) \\(.*, started .* ago\\)");

    private final Path folder = Serval.emptyFolder();

    ConfigErrorsTest() throws IOException {}

    @Test
    void anUnknownOptionIsAnsweredWithTheNearestKnownOne() throws Exception {
        assertThat(ended(USAGE, "--htpp", ":8000")).isEqualTo(golden("unknown-option"));
    }

    @Test
    void aServerWithNothingToServeSaysSo() throws Exception {
        assertThat(ended(USAGE, "--http", "127.0.0.1:0")).isEqualTo(golden("nothing-to-serve"));
    }

    @Test
    void aServerWithoutAnAddressSaysSo() throws Exception {
        assertThat(ended(USAGE, "--module", "echo.Echo")).isEqualTo(golden("no-address"));
    }

    @Test
    void aValueOnTheCommandLineIsMetWithWhatWouldDo() throws Exception {
        assertThat(ended(USAGE, "--module", "echo.Echo", "--http", ":http"))
                .isEqualTo(golden("bad-address"));
    }

    @Test
    void aCollectorIsNamedByAUrlWithoutAPassword() throws Exception {
        String[] start = {"--module", "echo.Echo", "--http", "127.0.0.1:0"};

        for (String wrong :
                new String[] {
                    "collector:4318", "ftp://c:1", "http://me:secret@c:1", "http://c/?k=1"
                }) {
            assertThat(ended(USAGE, start[0], start[1], start[2], start[3], "--otlp", wrong))
                    .isEqualTo(
                            golden("bad-otlp").replace("URL", wrong.replace("secret", "******")));
        }
        write(
                "serval.conf",
                "serval { module: echo.Echo, http: \"127.0.0.1:0\", otlp-sample: 2 }\n");
        assertThat(ended(CONFIG)).contains("otlp-sample", "0 to 1");
    }

    @Test
    void anUnknownKeyIsMarkedWhereItStands() throws Exception {
        write(
                "serval.conf",
                """
                serval {
                  http: ":8000"
                  modul: "echo.Echo"
                }
                """);

        assertThat(ended(CONFIG)).isEqualTo(golden("unknown-key"));
    }

    @Test
    void aValueOfTheWrongTypeIsMarkedWhereItStands() throws Exception {
        write(
                "serval.conf",
                """
                serval {
                  module: "echo.Echo"
                  processes: many
                }
                """);

        assertThat(ended(CONFIG)).isEqualTo(golden("wrong-type"));
    }

    @Test
    void anUnknownKeyInAnIniFileIsMarkedToo() throws Exception {
        write("app.ini", "[uwsgi]\nmodule = echo.Echo\nproceses = 2\n");

        assertThat(ended(CONFIG, "--ini", "app.ini")).isEqualTo(golden("unknown-ini-key"));
    }

    @Test
    void aPortInUseNamesItsOwner() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            String said = ended(ADDRESS, "--module", "echo.Echo", "--http", address);

            assertThat(COMMAND.matcher(said.replace(address, "ADDRESS")).replaceAll("$1 (COMMAND)"))
                    .isEqualTo(
                            golden("port-in-use")
                                    .replace("PID", Long.toString(ProcessHandle.current().pid())));
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Starts it, waits for its end with this exit code, and returns all it said. */
    private String ended(int code, String... options) throws IOException, InterruptedException {
        try (Serval serval = Serval.run(folder, Map.of(), options)) {
            int ended = serval.process().awaitExit();
            String said = String.join("\n", serval.process().lines()) + "\n";
            assertThat(ended).as(said).isEqualTo(code);
            return said;
        }
    }

    private static String golden(String name) throws IOException {
        try (InputStream in =
                ConfigErrorsTest.class.getResourceAsStream("/golden/" + name + ".txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
