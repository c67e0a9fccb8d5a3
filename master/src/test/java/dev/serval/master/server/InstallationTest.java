package dev.serval.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstallationTest {

    @Test
    void twoStartsOfOneProcessIdHaveAddressesOfTheirOwn() {
        assertThat(started("1f").abstractAddress("link"))
                .isNotEqualTo(started("2e").abstractAddress("link"));
    }

    private static Installation started(String run) {
        return new Installation(
                "1", Path.of("/jdk/bin/java"), Path.of("/lib"), List.of(), List.of(), run);
    }
}
