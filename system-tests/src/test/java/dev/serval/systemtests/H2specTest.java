package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

/** All cases of h2spec, strict ones too. Its binary is for x86-64 only. */
@EnabledOnOs(architectures = "amd64")
class H2specTest {

    private static final String ARCHIVE = "h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

    private final Path folder = Serval.emptyFolder();
    private final Path h2spec = unpacked();

    H2specTest() throws IOException, InterruptedException {
        new OpenSsl(folder).selfSigned("one", "localhost");
    }

    @Test
    void everyCaseIsPassedInClear() throws Exception {
        try (Serval serval = serving("--http", "127.0.0.1:0")) {
            assertThat(said("-p", port(serval, "http"))).contains(" 0 skipped, 0 failed");
        }
    }

    @Test
    void everyCaseIsPassedOverTls() throws Exception {
        try (Serval serval = serving("--https", "127.0.0.1:0,one.pem,one.key")) {
            assertThat(said("-p", port(serval, "https"), "-t", "-k"))
                    .contains(" 0 skipped, 0 failed");
        }
    }

    private Serval serving(String option, String address) throws IOException {
        return Serval.run(folder, Map.of(), option, address, "--module", "echo.Echo")
                .awaitServing();
    }

    private static String port(Serval serval, String kind) {
        return Integer.toString(serval.port(kind));
    }

    private String said(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(h2spec.toString(), "-h", "127.0.0.1", "-S", "-o", "5"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private Path unpacked() throws IOException, InterruptedException {
        Path archive = folder.resolve("h2spec.tar.gz");
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(ARCHIVE)) {
            Files.copy(Objects.requireNonNull(in, ARCHIVE), archive);
        }
        Process tar =
                new ProcessBuilder("tar", "xzf", archive.toString())
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();
        assertThat(tar.waitFor()).isZero();
        return folder.resolve("h2spec");
    }
}
