package dev.serval.control.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardOutputTest {

    @TempDir Path folder;

    @Test
    void aNewFileIsForItsOwnerAndItsGroup() throws IOException {
        Path file = folder.resolve("log");

        StandardOutput.close(StandardOutput.open(file));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aFileThatIsThereKeepsItsContentAndItsRights() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        StandardOutput.close(StandardOutput.open(file));

        assertThat(file).content().isEqualTo("before");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-rw-");
    }

    @Test
    void whatCannotBeOpenedIsToldWithTheReason() {
        assertThatThrownBy(() -> StandardOutput.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("Is a directory");
        assertThatThrownBy(() -> StandardOutput.open(folder.resolve("missing/log")))
                .hasMessage("No such file or directory");
    }

    @Test
    void aDescriptorThatIsNotOpenIsRefused() {
        assertThatThrownBy(() -> StandardOutput.close(1_000_000))
                .isInstanceOf(IOException.class)
                .hasMessage("Bad file descriptor");
    }
}
