package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.option.Option;
import dev.serval.control.table.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code SECURITY.md} says of defaults is so. */
class SecurityPageTest {

    private static List<MatchResult> defaults() throws IOException {
        String page = Files.readString(Path.of("..", "SECURITY.md"));
        String section = page.substring(page.indexOf("## Defaults"), page.indexOf("## How it is"));
        return Pattern.compile("`--([a-z0-9-]+) ?([^`]*)`").matcher(section).results().toList();
    }

    @Test
    void everyDefaultIsTheOneOfTheTable() throws IOException {
        assertThat(defaults())
                .hasSizeGreaterThan(30)
                .allSatisfy(told -> {
                    Option<?> option = Options.find(told.group(1)).orElseThrow();
                    assertThat(told.group(2)).as(told.group()).isEqualTo(option.fallback());
                });
    }
}
