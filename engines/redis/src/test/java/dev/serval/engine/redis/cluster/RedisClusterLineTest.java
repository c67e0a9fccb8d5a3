package dev.serval.engine.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.engine.redis.RedisServer;
import dev.serval.hub.ClusterEngine;
import dev.serval.hub.ClusterEngine.Fact;
import dev.serval.hub.ClusterEngine.Line;
import dev.serval.hub.ClusterEngine.Lock;
import dev.serval.hub.ClusterEngine.Order;
import dev.serval.hub.ClusterEngine.Place;
import dev.serval.hub.ClusterException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes' ways to one cluster in a real Redis. */
class RedisClusterLineTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Map<String, String> FACTS = Map.of("run", "r1", "state", "ready");

    @TempDir private static Path folder;

    private RedisServer redis;
    private Line one;
    private Line two;

    @BeforeEach
    void start() throws IOException {
        redis = RedisServer.start(folder);
        one = line("shop");
        two = line("shop");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        redis.close();
    }

    private Line line(String cluster) {
        Place place = new Place(redis.url(), "", cluster);
        return ClusterEngine.of(place, getClass().getClassLoader()).open(place);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(condition);
    }

    @Test
    void whoAnnouncesItselfIsThereUntilItsTimeIsOver() throws Exception {
        one.announce("a", FACTS, LONG);
        one.announce("b", FACTS, SHORT);

        assertThat(entry(two).facts()).isEqualTo(FACTS);
        assertThat(entry(two).left()).isBetween(Duration.ofMinutes(1), LONG);
        await(() -> two.nodes().keySet().equals(Set.of("a")));
        try (Line other = line("other")) {
            assertThat(other.nodes()).isEmpty();
        }
    }

    @Test
    void aFactIsAmendedOnlyByWhoItIsOf() throws Exception {
        one.announce("a", FACTS, LONG);
        Fact becomes = new Fact("state", "draining");

        assertThat(one.amend("a", new Fact("run", "r0"), becomes, LONG)).isFalse();
        assertThat(one.amend("b", new Fact("run", "r1"), becomes, LONG)).isFalse();
        assertThat(entry(two).facts()).containsEntry("state", "ready");
        assertThat(one.amend("a", new Fact("run", "r1"), becomes, LONG)).isTrue();
        assertThat(entry(two).facts()).containsEntry("state", "draining");
    }

    @Test
    void oneHasTheLockAndTokensGrow() throws Exception {
        Lock first = one.lock("ann", LONG);

        assertThat(first.taken()).isTrue();
        assertThat(two.lock("bob", LONG)).isEqualTo(new Lock(0, "ann"));
        assertThat(one.renew(first, LONG)).isTrue();
        one.unlock(first);
        Lock second = two.lock("bob", LONG);
        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(one.renew(first, LONG)).isFalse();
        one.unlock(first);
        assertThat(two.renew(second, LONG)).isTrue();
    }

    @Test
    void onlyTheHolderOfTheLockLeavesOrders() throws Exception {
        Lock first = one.lock("ann", SHORT);
        await(() -> two.lock("bob", LONG).taken());
        long latest = two.announce("a", FACTS, LONG).token();
        Lock second = new Lock(latest, "bob");

        assertThat(one.order(first, "a", "reload", LONG)).isFalse();
        assertThat(two.announce("a", FACTS, LONG).order()).isEmpty();
        assertThat(two.order(second, "a", "reload", LONG)).isTrue();
        assertThat(one.announce("a", FACTS, LONG).order())
                .isEqualTo(Optional.of(new Order(latest, "reload")));
        assertThat(one.announce("b", FACTS, LONG).order()).isEmpty();
    }

    @Test
    void aLockThatRedisHasForgottenIsTakenAgainUnlessAnotherHasIt() throws Exception {
        Lock first = one.lock("ann", LONG);
        stop();
        start();

        assertThat(one.renew(first, LONG)).isTrue();
        assertThat(two.lock("bob", LONG).taken()).isFalse();
        assertThat(two.announce("a", FACTS, LONG).token()).isEqualTo(first.token());
    }

    @Test
    void thereAreNotMoreThanSoMany() throws Exception {
        for (int i = 0; i < ClusterEngine.MOST_NODES; i++) {
            one.announce("n" + i, FACTS, LONG);
        }

        assertThatThrownBy(() -> one.announce("more", FACTS, LONG))
                .isInstanceOf(ClusterException.class)
                .hasMessage("it has 1024 servers, and takes no more");
        one.announce("n7", FACTS, LONG);
        assertThat(two.nodes()).hasSize(ClusterEngine.MOST_NODES);
    }

    @Test
    void aRedisThatIsAwayIsSaidAndComesBack() throws Exception {
        one.announce("a", FACTS, LONG);

        redis.kill();

        assertThatThrownBy(() -> one.nodes()).isInstanceOf(ClusterException.class);
        redis.restart();
        await(() -> answers(one));
        assertThat(one.nodes()).containsOnlyKeys("a");
    }

    private static ClusterEngine.Entry entry(Line line) throws ClusterException {
        return Objects.requireNonNull(line.nodes().get("a"));
    }

    private static boolean answers(Line line) {
        try {
            line.nodes();
            return true;
        } catch (ClusterException e) {
            return false;
        }
    }
}
