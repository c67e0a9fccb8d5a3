package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may connect to a Unix socket, asked of another account where root runs the test. */
class SocketRightsTest {

    private static final String CANNOT_LISTEN = "4";

    @Test
    void anotherAccountIsNotLetInUnlessThatIsSaid() throws Exception {
        Path socket = socket();
        try (Serval serval = launched("umask 0", socket)) {
            assertThat(rights(socket)).isEqualTo("rwxrwxr-x");
            assertThat(curl(List.of(), socket)).isEqualTo("200");
            assumeRoot();
            assertThat(curl(NOBODY, socket)).isEqualTo("000");
            assertThat(serval.process().handle().isAlive()).isTrue();
        }
    }

    @Test
    void everybodyMayConnectWhereAModeSaysSo() throws Exception {
        Path socket = socket();
        try (Serval serval = launched("umask 077", socket, "--chmod-socket")) {
            assertThat(rights(socket)).isEqualTo("rw-rw-rw-");
            assumeRoot();
            assertThat(curl(NOBODY, socket)).isEqualTo("200");
            assertThat(serval.process().handle().isAlive()).isTrue();
        }
    }

    @Test
    void aSocketBelongsToTheUserOfTheChildren() throws Exception {
        assumeRoot();
        Path socket = socket();
        try (Serval serval = launched("umask 0", socket, "--uid", "nobody", "--chmod-socket=600")) {
            assertThat(rights(socket)).isEqualTo("rw-------");
            assertThat(owner(socket)).isEqualTo("nobody");
            assertThat(curl(NOBODY, socket)).isEqualTo("200");

            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();
            assertThat(socket).doesNotExist();
        }
    }

    @Test
    void aSocketBelongsToWhoeverIsNamed() throws Exception {
        assumeRoot();
        Path socket = socket();
        Path statistics = socket.resolveSibling("stats");
        try (Serval serval =
                launched(
                        "umask 077",
                        socket,
                        "--stats",
                        statistics.toString(),
                        "--chown-socket",
                        "nobody:root",
                        "--chmod-socket",
                        "400")) {
            assertThat(owner(statistics)).isEqualTo("nobody");
            assertThat(rights(statistics)).isEqualTo("r--------");
            assertThat(curl(NOBODY, socket)).isEqualTo("000");
            assertThat(serval.process().handle().isAlive()).isTrue();
        }
    }

    @Test
    void whoMayNotGiveASocketAwayIsToldSo() throws Exception {
        assumeRoot();
        Path socket = socket();
        Path folder = socket.getParent();
        Files.setAttribute(folder, "unix:mode", 0777);
        List<String> launcher = new ArrayList<>(NOBODY);
        try (Serval serval =
                Serval.launched(
                        launcher,
                        Path.of("/"),
                        Map.of(),
                        "--http",
                        socket.toString(),
                        "--module",
                        "echo.Echo",
                        "--chown-socket",
                        "root")) {
            assertThat(serval.process().awaitExit()).hasToString(CANNOT_LISTEN);
            serval.process()
                    .awaitLine(
                            "cannot listen on %s: its owner or rights cannot be set: Operation not"
                                            .formatted(socket)
                                    + " permitted");
            assertThat(socket).doesNotExist();
        }
    }

    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");

    private static Serval launched(String umask, Path socket, String... options)
            throws IOException {
        List<String> all =
                new ArrayList<>(List.of("--http", socket.toString(), "--module", "echo.Echo"));
        all.addAll(List.of(options));
        return Serval.limited(umask, all.toArray(String[]::new));
    }

    /** The status that curl got, 000 for none. */
    private static String curl(List<String> launcher, Path socket) throws Exception {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(
                List.of("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}\\n", "--unix-socket"));
        command.addAll(List.of(socket.toString(), "http://localhost/"));
        try (Started curl = Started.command(Path.of("/"), Map.of(), command)) {
            curl.awaitExit();
            return curl.lines().getLast();
        }
    }

    /** In a folder that everybody may enter, with a short name. */
    private static Path socket() throws IOException {
        Path folder = Files.createTempDirectory("serval-rights");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder.resolve("app.sock");
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static String owner(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class).owner().getName();
    }

    private static void assumeRoot() throws IOException {
        assumeTrue(
                Files.getOwner(Path.of("/proc/self")).getName().equals("root"),
                "only root has another account to ask");
    }
}
