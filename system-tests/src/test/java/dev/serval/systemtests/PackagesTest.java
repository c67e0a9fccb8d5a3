package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code packages/build} makes of the built distribution. */
class PackagesTest {

    private static final Path TOOLS = Path.of("..", "packages").toAbsolutePath().normalize();

    /** Of a script that has found that it may not mount anything. */
    private static final int NOT_ALLOWED = 77;

    private static final Map<String, String> JAVA =
            Map.of("SERVAL_JAVA_HOME", System.getProperty("java.home"));

    @TempDir static Path folder;

    private static Path first;
    private static Path second;
    private static Map<String, String> keys;

    /** Once from the distribution, once from a copy of it, by somebody whose files are private. */
    @BeforeAll
    static void buildTwice() throws Exception {
        first = folder.resolve("first");
        second = folder.resolve("second");
        Path copy = folder.resolve("elsewhere");
        String home = Files.createDirectory(folder.resolve("keys")).toString();
        keys = Map.of("GNUPGHOME", home);
        run(keys, "chmod", "700", home);
        run(keys, "gpg --batch --passphrase '' --quick-generate-key packager@localhost ed25519");
        run(Map.of(), "umask 077; cp -R %s %s".formatted(Serval.HOME, copy));
        build("--built", Serval.HOME.toString(), "--out", first.toString());
        build(
                "--built",
                copy.toString(),
                "--out",
                second.toString(),
                "--sign",
                "packager@localhost");
    }

    @AfterAll
    static void endTheAgent() throws Exception {
        run(keys, "gpgconf", "--kill", "all");
    }

    private static void build(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(TOOLS.resolve("build").toString()));
        command.addAll(List.of(words));
        Map<String, String> environment = new HashMap<>(keys);
        environment.putAll(JAVA);
        assertThat(exit(environment, command)).isZero();
    }

    private static void run(Map<String, String> environment, String... words) throws Exception {
        List<String> command = words.length == 1 ? List.of("sh", "-c", words[0]) : List.of(words);
        assertThat(exit(environment, command)).as(String.join(" ", words)).isZero();
    }

    private static int exit(Map<String, String> environment, List<String> command)
            throws Exception {
        try (Started started = Started.command(folder, environment, command)) {
            int code = started.awaitExit(Started.LONG);
            started.lines().forEach(System.out::println);
            return code;
        }
    }

    private static List<Path> files(Path made) throws IOException {
        try (Stream<Path> files = Files.list(made)) {
            return files.filter(file -> !file.toString().endsWith(".asc")).sorted().toList();
        }
    }

    private static Path debian() throws IOException {
        return files(first).stream()
                .filter(file -> file.toString().endsWith(".deb"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSameDistributionMakesTheSameBytes() throws IOException {
        assertThat(files(first)).hasSize(4);
        for (Path file : files(first)) {
            assertThat(Files.mismatch(file, second.resolve(file.getFileName())))
                    .as("where %s differs", file.getFileName())
                    .isEqualTo(-1);
        }
    }

    @Test
    void theChecksumsAreTrueAndSigned() throws Exception {
        run(Map.of(), "cd %s && sha256sum --check --strict SHA256SUMS".formatted(second));
        String verify = "gpg --batch --verify %s/SHA256SUMS.asc ".formatted(second);
        run(keys, verify + second.resolve("SHA256SUMS"));

        Path forged = Files.writeString(folder.resolve("forged"), "0000  serval.deb\n");
        assertThat(exit(keys, List.of("sh", "-c", verify + forged))).isNotZero();
    }

    /** In a copy of this machine that is gone afterwards. */
    @Test
    void thePackageInstallsRunsAndLeavesNothing() throws Exception {
        int code = exit(JAVA, List.of(TOOLS.resolve("try").toString(), debian().toString()));

        Assumptions.assumeTrue(code != NOT_ALLOWED, "this root may not mount a file system");
        assertThat(code).isZero();
    }

    @Test
    @ExtendWith(WithEngine.class)
    void aptInstallsThePackageOnAFreshMachineAndPurgesIt(Images images) throws Exception {
        try (Container machine = Container.machine(images.engine(), List.of(), Images.BASE)) {
            machine.copy(TOOLS.resolve("steps"), "/root/steps");
            machine.copy(debian(), "/root/serval.deb");
            try (Started steps = machine.start("bash", "/root/steps", "/root/serval.deb")) {
                int code = steps.awaitExit(Started.LONG);

                assertThat(code).as("%s", steps.lines()).isZero();
            }
        }
    }

    @Test
    void theTarballRunsWhereItIsUnpacked() throws Exception {
        Path tarball =
                files(first).stream()
                        .filter(file -> file.toString().endsWith(".tar.gz"))
                        .findFirst()
                        .orElseThrow();
        run(JAVA, "tar -xzf %s && serval-*/bin/serval version".formatted(tarball));
        run(Map.of(), "grep -q '^.TH SERVAL 1' serval-*/share/man/man1/serval.1");
    }
}
