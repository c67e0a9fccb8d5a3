package dev.serval.master.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "0", "-7", "07x", "abc", "1 2", "99999999999", "\u0000\u0001"})
    void garbageIsNobody(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("pid"), text);

        assertThat(PidFile.read(file, "redis-server"))
                .isEqualTo(new PidFile.Nobody(file + " holds no process id"));
    }

    @Test
    void noFileAndAFolderAreNobody() {
        Path file = folder.resolve("pid");

        assertThat(PidFile.read(file, "redis-server"))
                .isEqualTo(new PidFile.Nobody("there is no " + file));
        assertThat(PidFile.read(folder, "redis-server")).isInstanceOf(PidFile.Nobody.class);
    }

    @Test
    void aProcessThatBeganBeforeTheFileWasWrittenRuns() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "600").start();
        try {
            Path file = Files.writeString(folder.resolve("pid"), " " + sleep.pid() + "\n");

            assertThat(PidFile.read(file, "/opt/wrapper -d"))
                    .isEqualTo(new PidFile.Runs(sleep.pid()));
        } finally {
            sleep.destroyForcibly().waitFor();
        }
        Path file = folder.resolve("pid");
        assertThat(PidFile.read(file, "/opt/wrapper -d"))
                .isEqualTo(new PidFile.Nobody("process %d is gone".formatted(sleep.pid())));
    }

    @Test
    void aNumberThatWasUsedAgainIsNobodyUnlessItLooksTheSame() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "600").start();
        try {
            Path file = Files.writeString(folder.resolve("pid"), sleep.pid() + "\n");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(DAY)));

            assertThat(PidFile.read(file, "/usr/bin/redis-server /etc/redis.conf"))
                    .isEqualTo(
                            new PidFile.Nobody("process %d is another one".formatted(sleep.pid())));
            assertThat(PidFile.read(file, "/usr/bin/sleep 600"))
                    .isEqualTo(new PidFile.Runs(sleep.pid()));
        } finally {
            sleep.destroyForcibly().waitFor();
        }
    }

    @Test
    void thisServerIsNoDaemonOfItsOwn() throws IOException {
        long pid = ProcessHandle.current().pid();
        Path file = Files.writeString(folder.resolve("pid"), Long.toString(pid));

        assertThat(PidFile.read(file, "java"))
                .isEqualTo(new PidFile.Nobody("process %d is another one".formatted(pid)));
    }
}
