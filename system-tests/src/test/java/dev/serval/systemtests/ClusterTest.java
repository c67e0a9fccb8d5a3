package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three servers as three machines, behind a router that finds them in a Redis. */
class ClusterTest {

    private static final String PASSWORD = "open-sesame";
    private static final int NODES = 3;
    private static final int ROUNDS = 5;
    private static final int REFUSED = 5;
    private static final String TOLD = "cluster: this server is told to reload";
    private static final String KEPT = "redis://\\S+: .*; the backends of before stay";
    private static final String ANSWERED = "redis://\\S+: is answered again";
    private static final String UNREGISTERED = "this server cannot be registered: ";

    private static final List<Node> FLEET = new ArrayList<>();
    private static RedisPeer redis;
    private static Path passwordFile;
    private static Serval router;

    /**
     * @param folder its own
     */
    private record Node(Serval server, Path folder) implements AutoCloseable {

        static Node begin(String... more) throws IOException {
            Path folder = Serval.emptyFolder();
            List<String> options =
                    new ArrayList<>(
                            List.of(
                                    "--socket",
                                    "127.0.0.1:0",
                                    "--cluster",
                                    redis.url(),
                                    "--cluster-password-file",
                                    passwordFile.toString(),
                                    "--cluster-ttl",
                                    "5s"));
            options.addAll(Serval.testApp("Moody"));
            options.addAll(List.of(more));
            Map<String, String> environment =
                    Map.of(
                            "MOODY_FILE",
                            folder.resolve("mood").toString(),
                            "MOODY_WAIT",
                            folder.resolve("wait").toString());
            Serval server = Serval.run(folder, environment, options.toArray(String[]::new));
            return new Node(server, folder);
        }

        /** Until the router knows it. */
        Node awaitKnown() {
            router.process().awaitLine("redis://\\S+: new node: " + name());
            return this;
        }

        String name() {
            return "127.0.0.1:" + server.port("uwsgi");
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        redis = RedisPeer.start(PASSWORD);
        passwordFile = Files.writeString(Serval.emptyFolder().resolve("password"), PASSWORD + "\n");
        router =
                Serval.serving(
                        "--http-to",
                        redis.url(),
                        "--cluster-password-file",
                        passwordFile.toString(),
                        "--http-slow-start",
                        "0");
        for (int i = 0; i < NODES; i++) {
            FLEET.add(Node.begin());
        }
        FLEET.forEach(Node::awaitKnown);
        FLEET.sort(Comparator.comparing(Node::name));
    }

    @AfterAll
    static void stop() {
        List<String> said = new ArrayList<>(router.process().lines());
        FLEET.forEach(node -> said.addAll(node.server().process().lines()));
        router.close();
        FLEET.forEach(Node::close);
        redis.close();
        assertThat(said)
                .noneMatch(line -> line.contains(PASSWORD))
                .noneMatch(line -> line.contains("lettuce"));
    }

    @Test
    void theFleetIsReloadedFiveTimesUnderLoadWithoutALostRequest() throws Exception {
        try (Load load = Load.mixed(router.port("http"), "/", 2)) {
            for (int round = 1; round <= ROUNDS; round++) {
                load.awaitMore(50);
                try (Started roll = cluster("reload")) {
                    if (round == 2) {
                        roll.awaitLine(FLEET.getFirst().name() + ": generation \\d+ serves");
                        redis.kill();
                        redis.restart();
                    }
                    assertThat(roll.awaitExit(Started.LONG)).as("%s", roll.lines()).isZero();
                    assertThat(roll.lines())
                            .filteredOn(line -> line.contains(" serves, "))
                            .hasSize(NODES);
                }
            }
            load.awaitMore(50);
            load.end();
            assertThat(load.failures()).isEmpty();
        }
        try (Started status = cluster("status", "--json")) {
            assertThat(status.awaitExit()).isZero();
            Map<?, ?> all = Json.object(String.join("\n", status.lines()));
            assertThat(Json.objects(all, "nodes"))
                    .hasSize(NODES)
                    .allMatch(node -> Json.number(node, "generation") > ROUNDS)
                    .allMatch(node -> "ready".equals(node.get("state")));
        }
    }

    @Test
    void aNodeThatDoesNotComeBackStopsTheRoll() throws Exception {
        Node broken = FLEET.get(1);
        Path mood = Files.createFile(broken.folder().resolve("mood"));
        try (Load load = Load.on(router.port("http"), "/", 2);
                Started roll = cluster("reload")) {
            assertThat(roll.awaitExit(Started.LONG)).isEqualTo(REFUSED);

            roll.awaitLine(FLEET.getFirst().name() + ": generation \\d+ serves");
            roll.awaitLine(broken.name() + " is not ready again: generation \\d+ discarded");
            roll.awaitLine("not told to reload: " + FLEET.getLast().name());
            load.awaitMore(50);
            load.end();
            assertThat(load.failures()).isEmpty();
        } finally {
            Files.delete(mood);
        }
    }

    @Test
    void ofTwoRollsAtOnceOneIsRefusedAndSoIsAStaleToken() throws Exception {
        Node slow = FLEET.getFirst();
        Path wait = Files.createFile(slow.folder().resolve("wait"));
        int before = count(slow.server().process(), TOLD);
        try (Started first = cluster("reload")) {
            slow.server().process().awaitLine(TOLD, before + 1);
            try (Started second = cluster("reload")) {
                assertThat(second.awaitExit()).isEqualTo(REFUSED);
                second.awaitLine("another roll is under way, of \\S+@");
            }
            Files.delete(wait);
            assertThat(first.awaitExit(Started.LONG)).as("%s", first.lines()).isZero();
        } finally {
            Files.deleteIfExists(wait);
        }

        redis.obey(
                "HSET serval:cluster:{serval}:order:%s token 1 what reload".formatted(slow.name()));

        slow.server().process().awaitLine("an order to reload is refused: its token 1 is stale");
        assertThat(count(slow.server().process(), TOLD)).isEqualTo(before + 1);
        redis.obey("DEL serval:cluster:{serval}:order:" + slow.name());
    }

    @Test
    void aNodeThatIsStoppedLeavesFirstAndOneThatIsKilledFallsOut() throws Exception {
        try (Node stopped = Node.begin().awaitKnown();
                Node killed = Node.begin("--cluster-ttl", "2s").awaitKnown()) {
            try (Load load = Load.mixed(router.port("http"), "/", 2)) {
                load.awaitMore(100);

                stopped.server().process().signal("TERM");

                assertThat(stopped.server().process().awaitExit()).isZero();
                router.process().awaitLine("node has left: " + stopped.name());
                load.awaitMore(50);
                load.end();
                assertThat(load.failures()).isEmpty();
            }
            killed.server().process().signal("KILL");

            router.process().awaitLine("node was silent for 2 s: " + killed.name());
            try (Load load = Load.mixed(router.port("http"), "/", 2)) {
                load.awaitMore(50);
                load.end();
                assertThat(load.failures()).isEmpty();
            }
        }
        try (Started status = cluster("status")) {
            assertThat(status.awaitExit()).isZero();
            assertThat(status.lines().getFirst()).startsWith("NODE ");
            FLEET.forEach(node -> status.awaitLine(node.name() + " +ready "));
        }
    }

    @Test
    void whileRedisIsAwayAndWhenItHasForgottenAllEverybodyIsServed() throws Exception {
        Started node = FLEET.getFirst().server().process();
        int missed = count(router.process(), KEPT);
        int answered = count(router.process(), ANSWERED);
        int silent = count(node, UNREGISTERED);
        try (Load load = Load.on(router.port("http"), "/", 2)) {
            redis.kill();

            router.process().awaitLine(KEPT, missed + 1);
            node.awaitLine(UNREGISTERED, silent + 1);
            load.awaitMore(50);
            try (Started status = cluster("status")) {
                assertThat(status.awaitExit()).isEqualTo(6);
            }
            redis.restart();
            redis.obey("FLUSHALL");
            router.process().awaitLine(ANSWERED, answered + 1);
            Awaitility.await("all are registered again")
                    .atMost(Started.PATIENCE)
                    .until(() ->
                            redis.obey("SCARD serval:cluster:{serval}:nodes:names")
                                    .contains(":" + NODES));
            load.awaitMore(50);
            load.end();
            assertThat(load.failures()).isEmpty();
        }
    }

    private static int count(Started process, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return (int) process.lines().stream().filter(line -> pattern.matcher(line).find()).count();
    }

    @Test
    void whatCannotBeIsSaid() throws Exception {
        try (Started odd = listed("status", "redis://me:open@127.0.0.1:1/0")) {
            assertThat(odd.awaitExit()).isEqualTo(2);
            assertThat(odd.lines().getFirst()).contains("--cluster-password-file");
            assertThat(odd.lines()).noneMatch(line -> line.contains("open"));
        }
        try (Serval nowhere =
                Serval.run(
                        Serval.emptyFolder(),
                        Map.of(),
                        "--http",
                        "127.0.0.1:0",
                        "--module",
                        "echo.Echo",
                        "--cluster",
                        redis.url())) {
            assertThat(nowhere.process().awaitExit()).isEqualTo(2);
            nowhere.process().awaitLine("--cluster needs a socket for uwsgi");
        }
    }

    @Test
    void serversThatAreNamedOneByOneAreReloadedByTheirSockets() throws Exception {
        Path one = Files.createTempDirectory("serval-cluster").resolve("one");
        try (Serval server =
                Serval.serving(
                        "--module",
                        "echo.Echo",
                        "--control",
                        one.toString(),
                        "--stats",
                        "127.0.0.1:0")) {
            String stats = "127.0.0.1:" + server.port("stats");
            try (Started reload = listed("reload", one.toString())) {
                assertThat(reload.awaitExit()).as("%s", reload.lines()).isZero();
                reload.awaitLine(one + ": generation 2 serves");
            }
            try (Started both = listed("reload", one.toString(), stats)) {
                assertThat(both.awaitExit()).isEqualTo(REFUSED);
                both.awaitLine(one + ": generation 3 serves");
                both.awaitLine(stats + " is not ready again: there is nothing to change");
            }
            try (Started status = listed("status", one.toString(), stats, "127.0.0.1:1")) {
                assertThat(status.awaitExit()).isZero();
                status.awaitLine(one + " +ready");
                status.awaitLine(stats + " +ready");
                status.awaitLine("127.0.0.1:1 +unreachable");
            }
        }
    }

    private static Started listed(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Serval.HOME.resolve("bin/serval").toString(), "cluster"));
        command.addAll(List.of(words));
        Map<String, String> environment = AotCache.environment();
        return Started.command(Serval.emptyFolder(), environment, command);
    }

    private static Started cluster(String word, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(word));
        words.addAll(List.of("--cluster-password-file", passwordFile.toString()));
        words.addAll(List.of(more));
        words.add(redis.url());
        return listed(words.toArray(String[]::new));
    }
}
