package dev.serval.master.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamFileTest {

    @TempDir private Path folder;

    @Test
    void aLineIsABackend() throws Exception {
        assertThat(
                        UpstreamFile.read(
                                file(
                                        """
                                        # ours
                                        10.0.0.1:3031
                                        http://10.0.0.2:8080  weight=3 zone=b   # the large one

                                        /run/app.sock priority=1 modifier1=5
                                        """)))
                .containsExactly(
                        Backend.at(BackendAddress.parse("10.0.0.1:3031")),
                        Backend.at(BackendAddress.parse("http://10.0.0.2:8080"))
                                .weighing(3)
                                .in("b"),
                        Backend.at(BackendAddress.parse("/run/app.sock")).ranking(1).modified(5));
    }

    @Test
    void aMistakeIsShownInItsPlace() throws Exception {
        Path file = file("10.0.0.1:3031\n10.0.0.2:3031 wieght=3\n");

        assertThatThrownBy(() -> UpstreamFile.read(file))
                .hasMessage(
                        file
                                + """
                                :2:15: `wieght=3` must be weight=N, priority=N, modifier1=N or zone=NAME
                                   1 | 10.0.0.1:3031
                                   2 | 10.0.0.2:3031 wieght=3
                                     |               ^^^^^^^^\
                                """);
    }

    @Test
    void aBackendThatIsThereTwiceIsAMistake() throws Exception {
        Path file = file("10.0.0.1:3031\n10.0.0.1:3031 weight=2\n");

        assertThatThrownBy(() -> UpstreamFile.read(file))
                .hasMessageContaining(":2:1: 10.0.0.1:3031 is there twice");
    }

    @Test
    void aFileThatIsNotThereIsAMistake() {
        assertThatThrownBy(() -> UpstreamFile.read(folder.resolve("none")))
                .hasMessageContaining("none cannot be read (NoSuchFileException)");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("upstreams.conf"), text);
    }
}
