package dev.serval.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The page for a fresh machine, typed on one: what debootstrap makes, a JDK 25, a checkout that has
 * been built, and the packages that the page says to install. There is no network, so these are in
 * the image, and what is in Maven Central is in a folder.
 */
@ExtendWith(WithEngine.class)
class FirstHourTest {

    static final String PAGE = "docs/first-hour.md";

    private static final String IMAGE = "serval-fresh" + Engine.TAG;
    private static final Pattern INSTALL = Pattern.compile("(?m)^apt-get install (?<words>.*)$");

    /** Sources, and of all that was made the distribution alone, which is newer than they. */
    private static final String CHECK_OUT =
            """
            cd "$0"
            { find . \\( -name target -o -name .git \\) -prune -o ! -type d -print0; find master/target/serval ! -type d -print0; } \\
              | tar --null -T - -c | docker exec -i "$1" sh -c '
                mkdir "$0" && tar -C "$0" -x && touch "$0/master/target/serval/built"' "$2"
            """;

    @Test
    void aFreshMachineGoesThroughIt(Images images) throws Exception {
        DocsScript page = DocsScript.of(DocsPage.read(PAGE), DocsExceptions.read());
        images.debian(IMAGE, packages(page));
        List<String> central =
                List.of("-v", MavenCache.withWhatAProjectNeeds() + ":/srv/central:ro");
        try (Container machine = Container.machine(images.engine(), central, IMAGE)) {
            images.engine()
                    .run(
                            Map.of(),
                            List.of(
                                    "bash",
                                    "-euo",
                                    "pipefail",
                                    "-c",
                                    CHECK_OUT,
                                    DocsPage.ROOT.toString(),
                                    machine.id(),
                                    "/root/serval"));
            Path script = Serval.emptyFolder().resolve("script");
            machine.copy(Files.writeString(script, page.text()), "/root/script");
            machine.copy(DocsTest.STAND_INS, "/srv/stand-ins");
            machine.copy(DocsTest.STAND_INS.resolve("m2"), "/root/.m2");

            try (Started shell =
                    machine.start(
                            "bash",
                            "/srv/stand-ins/type",
                            "/root/serval",
                            "/srv/stand-ins",
                            "/root/script")) {
                page.awaitTyped(shell);
            }
        }
    }

    private static List<String> packages(DocsScript page) throws IOException {
        Matcher line = INSTALL.matcher(page.text());
        if (!line.find()) {
            throw new AssertionError(PAGE + " installs nothing");
        }
        return Arrays.stream(line.group("words").split(" ", -1))
                .filter(word -> !word.startsWith("-"))
                .toList();
    }
}
