package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A cache and the ring with a file each: servers that end, are killed, and find what they had. */
class SharedStoreTest {

    private final Path folder = Serval.emptyFolder();
    private final Path cache = folder.resolve("cache");
    private final Path ring = folder.resolve("ring");

    SharedStoreTest() throws IOException {}

    private Serval start() throws IOException {
        return serval("name=c,store=cache,store_sync=1", "ring");
    }

    private Serval serval(String spec, String queueStore) throws IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--http",
                                "127.0.0.1:0",
                                "--cache2",
                                spec,
                                "--queue",
                                "10",
                                "--queue-store",
                                queueStore,
                                "--queue-store-sync",
                                "1"));
        options.addAll(Serval.testApp("Sharing"));
        return Serval.run(folder, Map.of(), options.toArray(String[]::new));
    }

    @Test
    void aServerThatWasStoppedComesUpWithAllItHad() throws Exception {
        try (Serval serval = start().awaitServing()) {
            ask(serval, "/put/k/v");
            ask(serval, "/push/a");
            ask(serval, "/push/b");
            serval.process().signal("TERM");
            serval.process().awaitExit();
        }
        try (Serval serval = start().awaitServing()) {
            assertThat(ask(serval, "/get/k")).isEqualTo("v");
            assertThat(ask(serval, "/pull")).isEqualTo("a");
            assertThat(ask(serval, "/pull")).isEqualTo("b");
        }
    }

    @Test
    void aServerThatWasKilledComesUpWithWhatWasWritten() throws Exception {
        try (Serval serval = start().awaitServing()) {
            ask(serval, "/put/k/a-word-to-look-for");
            await(() ->
                    Files.exists(cache)
                            && Files.readString(cache, ISO_8859_1).contains("a-word-to-look"));
            serval.process().signal("KILL");
            serval.process().awaitExit();
        }
        try (Serval serval = start().awaitServing()) {
            assertThat(ask(serval, "/get/k")).isEqualTo("a-word-to-look-for");
        }
    }

    @Test
    void aFileThatIsBrokenIsSetAsideAndTheServerStarts() throws Exception {
        Files.writeString(cache, "serval values 1\nand then something else");
        Files.writeString(ring, "");
        try (Serval serval = start().awaitServing()) {
            serval.process().awaitLine("store .*cache: .*it is now .*cache\\.broken");
            serval.process().awaitLine("store .*ring: .*it is now .*ring\\.broken");
            assertThat(ask(serval, "/get/k")).isEqualTo("-");
            ask(serval, "/put/k/v");
            await(() -> Files.exists(cache));
        }
        assertThat(folder.resolve("cache.broken")).content().endsWith("something else");
    }

    @Test
    void aPlaceThatIsNoneIsSaidAtOnce() throws Exception {
        try (Serval serval = serval("name=c,store=absent/cache", "ring")) {
            assertThat(serval.process().awaitExit()).isEqualTo(3);
            serval.process().awaitLine("--cache2 store=.*there is no folder .*absent");
        }
        try (Serval serval = serval("name=c,store=ring", "ring")) {
            assertThat(serval.process().awaitExit()).isEqualTo(2);
            serval.process().awaitLine("another cache or the ring has this file");
        }
    }

    private static String ask(Serval serval, String path) throws Exception {
        String body = serval.get(path).body();
        return body.substring(body.indexOf(' ') + 1);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Started.PATIENCE).ignoreExceptions().until(condition);
    }
}
