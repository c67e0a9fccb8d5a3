package dev.serval.master.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {

    private static final Path PAGE = Path.of("../docs/options.md");

    @Test
    void thePageInTheDocumentationIsTheOneTheTableMakes() throws IOException {
        StringWriter made = new StringWriter();
        OptionsPage.print(new PrintWriter(made, true));

        assertThat(Files.readString(PAGE))
                .as("docs/options.md is stale; run: ./serval options > docs/options.md")
                .isEqualTo(made.toString());
    }
}
