package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Backends that DNS knows, or a file. */
class DiscoveryTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    private static final String LIST = "upstreams.conf";

    @AutoClose private final HttpPeer one = new HttpPeer();
    @AutoClose private final HttpPeer two = new HttpPeer();

    DiscoveryTest() throws IOException {}

    @Test
    void allTargetsOfServiceRecordsAreAskedAndChangeUnderLoad() throws Exception {
        try (Dnsmasq dns = new Dnsmasq("address=/node.test/127.0.0.1", service(one, 0));
                Serval serval = resolving(dns, "http+dns+srv://_app._tcp.test");
                Load load = Load.on(serval.port("http"), "/", 4)) {
            load.awaitMore(50);
            assertThat(served(serval)).containsExactly(one.told());

            dns.become("address=/node.test/127.0.0.1", service(one, 0), service(two, 0));
            awaitServed(serval, Set.of(one.told(), two.told()));
            dns.become("address=/node.test/127.0.0.1", service(two, 0));
            awaitServed(serval, Set.of(two.told()));

            load.awaitMore(50);
            load.end();
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void targetsOfALesserPriorityStandIn() throws Exception {
        try (Dnsmasq dns =
                        new Dnsmasq(
                                "address=/node.test/127.0.0.1", service(one, 5), service(two, 9));
                Serval serval = resolving(dns, "http+dns+srv://_app._tcp.test")) {
            awaitServed(serval, Set.of(one.told()));

            one.kill();

            awaitServed(serval, Set.of(two.told()));
        }
    }

    @Test
    void whileDnsIsSilentWhatWasKnownStays() throws Exception {
        String name = "address=/app.test/127.0.0.1";
        try (Dnsmasq dns = new Dnsmasq(name);
                Serval serval = resolving(dns, "http+dns://app.test:" + port(one))) {
            awaitServed(serval, Set.of(one.told()));

            dns.kill();

            serval.process()
                    .awaitLine("dns://app.test:\\d+: no DNS server gives an answer; the backends");
            assertThat(served(serval)).containsExactly(one.told());
            dns.become(name);
            serval.process().awaitLine("dns://app.test:\\d+: is answered again");
        }
    }

    @Test
    void aNameThatDoesNotExistHasNoBackendsUntilItDoes() throws Exception {
        try (Dnsmasq dns = new Dnsmasq();
                Serval serval = resolving(dns, "http+dns://app.test:" + port(one))) {
            serval.process().awaitLine("http\\+dns://app.test:\\d+: there is no such name");
            assertThat(Load.exchange(serval.port("http"), GET)).startsWith("HTTP/1.1 503 ");

            dns.become("address=/app.test/127.0.0.1");

            awaitServed(serval, Set.of(one.told()));
        }
    }

    @Test
    void aHostWithSeveralAddressesHasAsManyBackends() throws Exception {
        try (Dnsmasq dns =
                        new Dnsmasq(
                                "host-record=app.test,127.0.0.1",
                                "host-record=app.test,127.0.0.2");
                Serval serval = resolving(dns, "http+dns://app.test:" + port(one))) {
            awaitServed(serval, Set.of(one.told()));

            // Nobody listens on the second one.
            Awaitility.await("a failure of the other address")
                    .atMost(Started.PATIENCE)
                    .until(() -> {
                        served(serval);
                        return serval.process().lines().stream()
                                .anyMatch(l -> l.contains("127.0.0.2:" + port(one) + ": 3 fail"));
                    });
        }
    }

    @Test
    void aFileIsReadAgainWhenItChangesAndAMistakeChangesNothing() throws Exception {
        Path folder = Serval.emptyFolder();
        Path file = Files.writeString(folder.resolve(LIST), one.address() + "\n");
        try (Serval serval = inFile(folder);
                Load load = Load.on(serval.port("http"), "/", 4)) {
            assertThat(served(serval)).containsExactly(one.told());

            replace(file, "# both\n%s\n%s weight=3\n".formatted(one.address(), two.address()));
            awaitServed(serval, Set.of(one.told(), two.told()));
            replace(file, two.address() + "\n" + one.address() + " wait=3\n");
            serval.process().awaitLine(LIST + ":2:\\d+: `wait=3` must be weight=N");
            serval.process().awaitLine("     \\| +\\^\\^\\^\\^\\^\\^");
            serval.process().awaitLine("the backends of before stay");
            awaitServed(serval, Set.of(one.told(), two.told()));
            replace(file, two.address() + "\n");
            awaitServed(serval, Set.of(two.told()));

            load.awaitMore(50);
            load.end();
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void thoseOfTheSameZoneAreAskedWhileTheyAreWell() throws Exception {
        Path folder = Serval.emptyFolder();
        Files.writeString(
                folder.resolve(LIST),
                "%s zone=far\n%s zone=near\n".formatted(one.address(), two.address()));
        Files.writeString(
                folder.resolve("serval.conf"),
                """
                serval {
                  http = "127.0.0.1:0"
                  pools { api { to = "file:upstreams.conf", zone = near } }
                  routes = [ { to = api } ]
                }
                """);
        try (Serval serval = Serval.run(folder, Map.of()).awaitServing()) {
            assertThat(served(serval)).containsExactly(two.told());

            two.kill();

            awaitServed(serval, Set.of(one.told()));
        }
    }

    @Test
    void aMistakeInTheFileAtTheStartEndsIt() throws Exception {
        Path folder = Serval.emptyFolder();
        Files.writeString(folder.resolve(LIST), "127.0.0.1\n");
        try (Serval serval =
                Serval.run(
                        folder, Map.of(), "--http", "127.0.0.1:0", "--http-to", "file:" + LIST)) {
            assertThat(serval.process().awaitExit()).isEqualTo(3);
            assertThat(serval.process().lines().getFirst())
                    .contains(LIST + ":1:1: `127.0.0.1` must be http://HOST:PORT");
        }
    }

    private static Serval resolving(Dnsmasq dns, String source) throws IOException {
        return Serval.serving(
                "--http-to",
                source,
                "--resolver",
                dns.address(),
                "--resolver-max-ttl",
                "1s",
                "--http-slow-start",
                "0");
    }

    private static Serval inFile(Path folder) throws IOException {
        return Serval.run(
                        folder,
                        Map.of(),
                        "--http",
                        "127.0.0.1:0",
                        "--http-to",
                        "file:" + LIST,
                        "--http-slow-start",
                        "0")
                .awaitServing();
    }

    private static void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String service(HttpPeer peer, int priority) {
        return "srv-host=_app._tcp.test,node.test,%s,%d,1".formatted(port(peer), priority);
    }

    private static String port(HttpPeer peer) {
        return peer.address().substring(peer.address().lastIndexOf(':') + 1);
    }

    private static void awaitServed(Serval serval, Set<String> who) {
        Awaitility.await("answers of " + who)
                .atMost(Started.PATIENCE)
                .until(() -> served(serval).equals(who));
    }

    /** Who answers when it is asked several times, one after the other. */
    private static Set<String> served(Serval serval) {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < 8; i++) {
            List<String> lines = Load.exchange(serval.port("http"), GET).lines().toList();
            lines.stream().filter(line -> line.startsWith("pid: ")).forEach(all::add);
        }
        return all;
    }
}
