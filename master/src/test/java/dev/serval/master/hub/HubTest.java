package dev.serval.master.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.option.CacheSpec;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubTest {

    private static final class Peer implements Client {
        private final Deque<Frame> got = new ArrayDeque<>();
        private boolean behind;

        @Override
        public boolean keepsUp() {
            return !behind;
        }

        @Override
        public void send(Frame frame) {
            got.add(frame);
        }

        Frame next() {
            return got.remove();
        }
    }

    private long nanos = 1;
    private final Hub hub = new Hub(() -> nanos, 0);
    private final Peer one = new Peer();
    private final Peer two = new Peer();
    private int lastId;

    @BeforeEach
    void caches() {
        hub.offer(plan(cache("c", 100, 1000, 100_000)));
    }

    @Test
    void aValueIsSeenByAllUntilItsTimeIsUp() {
        assertThat(ask(one, Word.PUT, "c", "k", "v", 1000L).word()).isEqualTo(Word.YES);

        assertThat(ask(two, Word.GET, "c", "k").text(0)).isEqualTo("v");
        pass(999);
        assertThat(ask(two, Word.GET, "c", "k").word()).isEqualTo(Word.VALUE);
        pass(2);
        assertThat(ask(two, Word.GET, "c", "k").word()).isEqualTo(Word.NO);
        assertThat(hub.caches()).singleElement().extracting(CacheRow::hits).isEqualTo(2L);
    }

    @Test
    void ofSeveralWhoAddOneSucceeds() {
        assertThat(ask(one, Word.ADD, "c", "k", "1", 0L).word()).isEqualTo(Word.YES);
        assertThat(ask(two, Word.ADD, "c", "k", "2", 0L).word()).isEqualTo(Word.NO);
        assertThat(ask(two, Word.REPLACE, "c", "k", "3", 0L).word()).isEqualTo(Word.YES);
        assertThat(ask(two, Word.REMOVE, "c", "k").word()).isEqualTo(Word.YES);
        assertThat(ask(two, Word.REPLACE, "c", "k", "4", 0L).word()).isEqualTo(Word.NO);
        assertThat(ask(one, Word.GET, "c", "k").word()).isEqualTo(Word.NO);
    }

    @Test
    void aNumberCountsAndKeepsItsTime() {
        assertThat(ask(one, Word.INCREMENT, "c", "n", 5L).number(0)).isEqualTo(5);
        ask(one, Word.PUT, "c", "n", "40", 1000L);
        pass(600);
        assertThat(ask(two, Word.INCREMENT, "c", "n", 2L).number(0)).isEqualTo(42);
        pass(600);
        assertThat(ask(two, Word.INCREMENT, "c", "n", -1L).number(0)).isEqualTo(-1);
        ask(one, Word.PUT, "c", "n", "text", 0L);
        assertThat(ask(two, Word.INCREMENT, "c", "n", 1L).text(0))
                .isEqualTo("what is at n is no number");
    }

    @Test
    void whatIsTooLargeIsRefusedAndWhatIsTooMuchGoes() {
        assertThat(ask(one, Word.PUT, "c", "k", "v".repeat(1001), 0L).text(0))
                .isEqualTo("the value has 1001 bytes, and cache c takes 1000 (blocksize)");
        assertThat(ask(one, Word.PUT, "c", "", "v", 0L).word()).isEqualTo(Word.REFUSED);
        assertThat(ask(one, Word.GET, "d", "k").text(0))
                .isEqualTo("there is no cache d; name it: --cache2 name=d");

        for (int i = 0; i < 1000; i++) {
            ask(one, Word.PUT, "c", "k" + i, "v", 0L);
        }

        CacheRow row = hub.caches().getFirst();
        assertThat(row.items()).isLessThanOrEqualTo(100);
        assertThat(row.bytes()).isLessThanOrEqualTo(row.maxBytes());
        assertThat(row.evictions()).isGreaterThanOrEqualTo(900);
    }

    @Test
    void aReloadKeepsWhatIsStillNamed() {
        ask(one, Word.PUT, "c", "k", "v", 0L);
        hub.offer(plan(cache("d", 1, 1, 1000)));
        assertThat(ask(one, Word.GET, "c", "k").word()).isEqualTo(Word.VALUE);

        hub.keepOnly(plan(cache("c", 5, 10, 1000)));
        assertThat(ask(one, Word.GET, "c", "k").word()).isEqualTo(Word.VALUE);
        assertThat(ask(one, Word.GET, "d", "k").word()).isEqualTo(Word.REFUSED);
    }

    @Test
    void aLockIsFreeWhenItsHolderDies() {
        long first = ask(one, Word.LOCK, "l", 60_000L, 0L).number(0);
        assertThat(ask(two, Word.LOCK, "l", 60_000L, 0L).word()).isEqualTo(Word.NO);
        say(two, Word.LOCK, "l", 60_000L, 5000L);
        assertThat(two.got).isEmpty();

        hub.gone(one);

        assertThat(two.next().number(0)).isGreaterThan(first);
        pass(60_000);
        hub.tick();
        assertThat(ask(one, Word.LOCK, "l", 60_000L, 0L).word()).isEqualTo(Word.NUMBER);
    }

    @Test
    void aMessageReachesEverySubscriberThatKeepsUp() {
        ask(one, Word.SUBSCRIBE, "t");
        ask(two, Word.SUBSCRIBE, "t");
        two.behind = true;

        assertThat(ask(one, Word.PUBLISH, "t", "hello", "x").number(0)).isEqualTo(1);
        assertThat(hub.lost()).isEqualTo(1);
        two.behind = false;
        hub.gone(one);
        say(two, Word.PUBLISH, "t", "again");
        assertThat(two.next().text(1)).isEqualTo("again");
        assertThat(two.next().number(0)).isEqualTo(1);
    }

    @Test
    void whoLeavesIsSentNothingMore() {
        ask(one, Word.SUBSCRIBE, "t");
        say(one, Word.LEAVE);

        assertThat(ask(two, Word.SEND, "t", "m").word()).isEqualTo(Word.NO);
        assertThat(ask(two, Word.CALL, "f", "q", 1000L).text(0)).isEqualTo("nobody offers f");
    }

    @Test
    void aCallIsAnsweredOrEnds() {
        ask(two, Word.OFFER, "f");
        say(one, Word.CALL, "f", "6*7", 1000L);
        Frame called = two.next();
        assertThat(called.text(1)).isEqualTo("6*7");
        hub.said(two, called.answer(Word.RETURN, "42"));
        assertThat(one.next().text(0)).isEqualTo("42");

        say(one, Word.CALL, "f", "1/0", 1000L);
        hub.said(two, two.next().answer(Word.FAILED, "it failed"));
        assertThat(one.next().word()).isEqualTo(Word.REFUSED);

        say(one, Word.CALL, "f", "slow", 1000L);
        pass(1001);
        hub.tick();
        assertThat(one.next().text(0)).isEqualTo("the time is up");
        hub.said(two, two.next().answer(Word.RETURN, "too late"));
        assertThat(one.got).isEmpty();

        say(one, Word.CALL, "f", "deadly", 1000L);
        hub.gone(two);
        assertThat(one.next().text(0)).isEqualTo("who was asked has died");
    }

    @Test
    void theRingForgetsTheOldest() {
        assertThat(ask(one, Word.PUSH, "v").text(0)).contains("--queue 1000");
        hub.keepOnly(new SharedPlan(List.of(), ring(3), new SharedPlace("", "serval")));

        for (String value : List.of("a", "b", "c", "d")) {
            ask(one, Word.PUSH, value);
        }

        assertThat(ask(one, Word.PUSH, "large").word()).isEqualTo(Word.REFUSED);
        assertThat(ask(two, Word.LAST, 2L).fields())
                .extracting(field -> new String(field, UTF_8))
                .containsExactly("d", "c");
        assertThat(ask(two, Word.PULL).text(0)).isEqualTo("b");
        assertThat(ask(two, Word.POP).text(0)).isEqualTo("d");
        assertThat(ask(two, Word.PULL).text(0)).isEqualTo("c");
        assertThat(ask(two, Word.PULL).word()).isEqualTo(Word.NO);
    }

    @Test
    void whoHasCopiedIsToldOfEachChangeBeforeItIsAnswered() {
        ask(one, Word.PUT, "c", "k", "1", 0L);
        assertThat(ask(two, Word.COPY, "c", "k").text(0)).isEqualTo("1");

        say(two, Word.PUT, "c", "k", "2", 0L);
        assertThat(two.next())
                .satisfies(stale -> {
                    assertThat(stale.word()).isEqualTo(Word.STALE);
                    assertThat(stale.text(1)).isEqualTo("k");
                });
        assertThat(two.next().word()).isEqualTo(Word.YES);

        two.got.clear();
        ask(one, Word.ADD, "c", "k", "3", 0L);
        assertThat(two.got).as("nothing has changed").isEmpty();
        ask(one, Word.INCREMENT, "c", "k", 1L);
        ask(one, Word.REPLACE, "c", "k", "4", 0L);
        ask(one, Word.REMOVE, "c", "k");
        ask(one, Word.CLEAR, "c");
        assertThat(two.got)
                .extracting(each -> each.word() + " " + each.fields().size())
                .containsExactly("STALE 2", "STALE 2", "STALE 2", "STALE 1");

        two.got.clear();
        two.behind = true;
        ask(one, Word.PUT, "c", "k", "5", 0L);
        two.behind = false;
        hub.gone(two);
        ask(one, Word.PUT, "c", "k", "6", 0L);
        assertThat(two.got).isEmpty();
    }

    private Frame ask(Peer peer, Word word, Object... fields) {
        peer.got.clear();
        say(peer, word, fields);
        return peer.got.removeLast();
    }

    private void say(Peer peer, Word word, Object... fields) {
        hub.said(peer, Frame.of(++lastId, word, fields));
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static CacheSpec cache(String name, long items, long value, long bytes) {
        return new CacheSpec(
                name, items, value, bytes, Duration.ZERO, 0, "", Duration.ofSeconds(10));
    }

    private static RingPlan ring(int values) {
        return new RingPlan(values, 4, "", Duration.ofSeconds(10));
    }

    private static SharedPlan plan(CacheSpec... caches) {
        return new SharedPlan(List.of(caches), ring(0), new SharedPlace("", "serval"));
    }
}
