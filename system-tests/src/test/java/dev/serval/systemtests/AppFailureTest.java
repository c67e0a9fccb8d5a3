package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that do not start, at once or later. */
class AppFailureTest {

    private static final int APP_FAILED = 5;

    @Test
    void aModuleThatIsNotThereEndsTheServer() throws Exception {
        assertThat(ended(List.of("--module", "shop.Front")))
                .anyMatch(line -> line.contains("there is no class shop.Front on the class path ("))
                .anyMatch(line -> line.contains("GAME OVER"));
    }

    @Test
    void aJarThatIsBrokenOrNotThereIsNamed() throws Exception {
        Path folder = Serval.emptyFolder();
        Path broken = Files.writeString(folder.resolve("shop.jar"), "half of a zip");
        assertThat(ended(List.of("--classpath", broken.toString(), "--module", "shop.Front")))
                .anyMatch(line ->
                        line.contains(
                                "); "
                                        + broken
                                        + " is no jar: it is no zip archive, or not a whole one"));
        String gone = folder.resolve("gone.jar").toString();
        assertThat(ended(List.of("--classpath", gone, "--jwsgi", "shop.Front")))
                .anyMatch(line ->
                        line.contains("); " + gone + " is not there; add its folder or jar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"module", "jwsgi", "jdk-http"})
    void aClassForANewerJavaIsNamed(String option) throws Exception {
        Path folder = Serval.emptyFolder();
        byte[] type = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 99};
        Files.write(Files.createDirectory(folder.resolve("shop")).resolve("Front.class"), type);
        assertThat(ended(List.of("--classpath", folder.toString(), "--" + option, "shop.Front")))
                .anyMatch(line ->
                        line.contains("shop.Front was compiled for a newer Java than ")
                                && line.contains(", or start Serval with a newer JDK"));
    }

    @Test
    void aConstructorThatThrowsEndsTheServerAndShowsTheCause() throws Exception {
        assertThat(ended(Serval.testApp("Unmakeable")))
                .anyMatch(line -> line.contains("IllegalStateException: there is no database"))
                .anyMatch(line -> line.contains("systemtests.apps.Unmakeable.<init>("))
                .anyMatch(line -> line.contains("GAME OVER"));
    }

    @Test
    void anErrorInStartEndsTheServerAndShowsTheCause() throws Exception {
        assertThat(ended(Serval.testApp("Unstartable")))
                .anyMatch(line -> line.contains("AssertionError: the table is empty"))
                .anyMatch(line -> line.contains("systemtests.apps.Unstartable.start("))
                .noneMatch(line -> line.contains("not ready after"));
    }

    @Test
    void anApplicationThatServedOnceIsTriedAgainLessAndLessOften() throws Exception {
        Path folder = Serval.emptyFolder();
        Path mood = folder.resolve("bad-mood");
        List<String> options = new ArrayList<>(List.of("--http", "127.0.0.1:0"));
        options.addAll(Serval.testApp("Moody"));
        try (Serval serval =
                Serval.run(
                        folder,
                        Map.of("MOODY_FILE", mood.toString()),
                        options.toArray(String[]::new))) {
            serval.awaitServing();
            Files.createFile(mood);

            Started.signal(serval.pid("worker 1", 1), "KILL");
            serval.process().awaitLine("IllegalStateException: not in the mood");
            int first = delay(serval, 2);
            int second = delay(serval, 3);
            Files.delete(mood);

            assertThat(first).isPositive();
            assertThat(second).isGreaterThan(first);
            assertThat(serval.get("/").body()).isEqualTo("fine\n");
            assertThat(serval.process().handle().isAlive()).isTrue();
        }
    }

    /** How long it said it would wait after this many deaths, in milliseconds. */
    private static int delay(Serval serval, int deaths) {
        return Integer.parseInt(
                serval.process()
                        .awaitLine(
                                "worker 1 died %d times in a row; next try in (\\d+) ms"
                                        .formatted(deaths))
                        .group(1));
    }

    private static List<String> ended(List<String> app) throws Exception {
        List<String> options = new ArrayList<>(List.of("--http", "127.0.0.1:0"));
        options.addAll(app);
        try (Serval serval =
                Serval.run(Serval.emptyFolder(), Map.of(), options.toArray(String[]::new))) {
            assertThat(serval.process().awaitExit()).isEqualTo(APP_FAILED);
            return serval.process().lines();
        }
    }
}
