package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A router in one container, and nodes that subscribe with it in others. */
@ExtendWith(WithEngine.class)
class NodesTest {

    private static final int CLIENTS = 3;
    private static final int SOME = 100;

    private static final String NETWORK = "serval-test-" + ProcessHandle.current().pid();

    private static Engine engine;

    private Container router;
    private Container first;
    private Container second;
    private int joined;

    @BeforeAll
    static void network(Images images) throws Exception {
        engine = images.engine();
        engine.docker("network", "create", NETWORK);
    }

    @AfterAll
    static void noNetwork() throws Exception {
        if (engine != null) {
            engine.docker("network", "rm", NETWORK);
        }
    }

    @BeforeEach
    void aRouterAndTwoNodes() throws Exception {
        joined = 0;
        router =
                Container.run(
                        engine,
                        List.of("--network=" + NETWORK, "--name=" + NETWORK, "-p=127.0.0.1::8000"),
                        Images.SERVAL,
                        "--http=0.0.0.0:8000",
                        "--http-subscription-server=0.0.0.0:2626",
                        "--subscription-tolerance=5",
                        "--http-connect-timeout=2",
                        "--http-timeout=5");
        router.awaitLog("^serving ");
        first = node();
        second = node();
    }

    @AfterEach
    void end() throws Exception {
        for (Container each : List.of(first, second, router)) {
            each.close();
        }
    }

    /** Announces the address it has in the network, and is known to the router. */
    private Container node() throws Exception {
        Container node = Container.run(engine, options(), Images.APPS, "-c", announced());
        joined++;
        // Not by its address, which another one may have had.
        router.awaitLog("new node: ", joined);
        return node;
    }

    private static List<String> options() {
        return List.of(
                "--network=" + NETWORK, "--read-only", "--tmpfs=/tmp:exec", "--entrypoint=/bin/sh");
    }

    private static String announced() {
        return "exec serval --socket 0.0.0.0:3031 --module dev.serval.systemtests.apps.Boxed"
                + " --subscribe-freq 1 --subscribe2"
                + " server=%s:2626,key=localhost,addr=$(hostname -i):3031".formatted(NETWORK);
    }

    @Test
    void nodesAreReplacedAndNoRequestIsLost() throws Exception {
        try (Load load = Load.mixed(router.port(8000), "/", CLIENTS)) {
            load.awaitMore(SOME);
            first = replaced(first);
            load.awaitMore(SOME);
            second = replaced(second);
            load.awaitMore(SOME);
            load.end();

            assertThat(load.failures()).isEmpty();
        }
    }

    private Container replaced(Container old) throws Exception {
        Container next = node();
        String address = old.address();
        engine.docker("stop", "-t", "120", old.id());
        router.awaitLog("node has left: " + address + ":3031");
        old.close();
        return next;
    }

    @Test
    void aNodeIsKilledAndTheOtherServes() throws Exception {
        try (Load load = Load.on(router.port(8000), "/", CLIENTS)) {
            load.awaitMore(SOME);
            String address = first.address();
            engine.docker("kill", first.id());
            assertTheOtherServes(address);
        }
    }

    @Test
    void aNodeThatCannotBeReachedIsLeftAlone() throws Exception {
        try (Load load = Load.on(router.port(8000), "/", CLIENTS)) {
            load.awaitMore(SOME);
            String address = first.address();
            engine.docker("network", "disconnect", NETWORK, first.id());
            assertTheOtherServes(address);
        }
        assertThat(first.inspect("{{.State.Running}}")).isEqualTo("true");
    }

    /** What was on its way when the node went may be lost; nothing is, once that is known. */
    private void assertTheOtherServes(String gone) throws Exception {
        router.awaitLog("node was silent for 5 s: " + gone + ":3031");
        try (Load after = Load.on(router.port(8000), "/", CLIENTS)) {
            after.awaitMore(SOME);
            after.end();

            assertThat(after.failures()).isEmpty();
        }
    }
}
