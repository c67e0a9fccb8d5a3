package dev.serval.engine.redis.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.engine.redis.RedisServer;
import dev.serval.hub.Frame;
import dev.serval.hub.SharedEngine;
import dev.serval.hub.SharedEngine.CacheRules;
import dev.serval.hub.SharedEngine.Line;
import dev.serval.hub.SharedEngine.Place;
import dev.serval.hub.SharedEngine.RingRules;
import dev.serval.hub.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes' lines to one real Redis. */
class RedisLineTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir private static Path folder;

    private final AtomicInteger lastId = new AtomicInteger();
    private final List<Frame> heardByOne = new CopyOnWriteArrayList<>();
    private final List<Frame> heardByTwo = new CopyOnWriteArrayList<>();
    private RedisServer redis;
    private Line one;
    private Line two;

    @BeforeEach
    void start() throws IOException {
        redis = RedisServer.start(folder);
        one = line("shop", heardByOne);
        two = line("shop", heardByTwo);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        redis.close();
    }

    private Line line(String name, List<Frame> heard) {
        Place place =
                new Place(
                        redis.url(),
                        name,
                        Map.of("c", new CacheRules(10, Duration.ZERO)),
                        new RingRules(3, 4));
        return SharedEngine.of(place, getClass().getClassLoader()).open(place, heard::add);
    }

    private Frame ask(Line line, Word word, Object... fields) {
        return line.ask(Frame.of(lastId.incrementAndGet(), word, fields), MINUTE);
    }

    @Test
    void aValueIsSeenByAllOfOneNameUntilItsTimeIsUp() {
        assertThat(ask(one, Word.PUT, "c", "k", "v", -1L).word()).isEqualTo(Word.YES);
        assertThat(ask(two, Word.GET, "c", "k").text(0)).isEqualTo("v");
        Line other = line("other", heardByOne);
        assertThat(ask(other, Word.GET, "c", "k").word()).isEqualTo(Word.NO);
        other.close();

        ask(one, Word.PUT, "c", "k", "v", 1L);
        await(() -> ask(two, Word.GET, "c", "k").word() == Word.NO);
        assertThat(ask(one, Word.ADD, "c", "k", "1", 0L).word()).isEqualTo(Word.YES);
        assertThat(ask(two, Word.ADD, "c", "k", "2", 0L).word()).isEqualTo(Word.NO);
        assertThat(ask(two, Word.REPLACE, "c", "k", "40", 60_000L).word()).isEqualTo(Word.YES);
        assertThat(ask(one, Word.INCREMENT, "c", "k", 2L).number(0)).isEqualTo(42);
        assertThat(ask(two, Word.REMOVE, "c", "k").word()).isEqualTo(Word.YES);
        assertThat(ask(two, Word.REPLACE, "c", "k", "4", 0L).word()).isEqualTo(Word.NO);
        assertThat(ask(one, Word.INCREMENT, "c", "k", -1L).number(0)).isEqualTo(-1);

        for (int i = 0; i < 2500; i++) {
            ask(one, Word.PUT, "c", "k" + i, "v", 0L);
        }
        ask(two, Word.CLEAR, "c");
        assertThat(ask(one, Word.GET, "c", "k2499").word()).isEqualTo(Word.NO);
    }

    @Test
    void whatCannotBeDoneIsSaid() throws Exception {
        assertThat(ask(one, Word.PUT, "c", "k", "v".repeat(11), 0L).text(0))
                .isEqualTo("the value has 11 bytes, and cache c takes 10 (blocksize)");
        ask(one, Word.PUT, "c", "t", "text", 0L);
        assertThat(ask(one, Word.INCREMENT, "c", "t", 1L).text(0))
                .isEqualTo("what is at t is no number");
        assertThat(ask(one, Word.CALL, "nobody", "", 1L).text(0)).isEqualTo("nobody offers nobody");
        redis.kill();
        assertThat(ask(one, Word.GET, "c", "t").text(0)).startsWith("redis://127.0.0.1:");
        redis.restart();
        await(() -> ask(one, Word.GET, "c", "t").word() == Word.VALUE);
    }

    @Test
    void aLockHasOneHolderAndTokensGrow() throws Exception {
        long first = ask(one, Word.LOCK, "l", 60_000L, 0L).number(0);
        assertThat(ask(two, Word.LOCK, "l", 60_000L, 0L).word()).isEqualTo(Word.NO);
        assertThat(ask(one, Word.RENEW, "l", first, 60_000L).word()).isEqualTo(Word.YES);
        assertThat(ask(two, Word.RENEW, "l", first + 1, 60_000L).word()).isEqualTo(Word.NO);
        try (ExecutorService waiting = Executors.newSingleThreadExecutor()) {
            Future<Frame> next =
                    waiting.submit(() -> ask(two, Word.LOCK, "l", 1000L, MINUTE.toMillis()));
            ask(two, Word.UNLOCK, "l", first + 1);
            ask(one, Word.UNLOCK, "l", first);
            assertThat(next.get().number(0)).isGreaterThan(first);
        }
        long third = ask(one, Word.LOCK, "l", 60_000L, MINUTE.toMillis()).number(0);
        redis.kill();
        redis.restart();
        await(() -> ask(two, Word.LOCK, "m", 1000L, 0L).word() == Word.NUMBER);
        assertThat(ask(two, Word.LOCK, "l", 1000L, 0L).word()).isEqualTo(Word.NO);
        ask(one, Word.UNLOCK, "l", third);
        assertThat(ask(two, Word.LOCK, "l", 1000L, 0L).number(0)).isGreaterThan(third);
    }

    @Test
    void ofSeveralWhoTakeALockInTurnNoTwoHaveIt() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        Set<Integer> most = new HashSet<>();
        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Line line = i % 2 == 0 ? one : two;
                all.add(
                        many.submit(() -> {
                            long token =
                                    ask(line, Word.LOCK, "l", 60_000L, MINUTE.toMillis()).number(0);
                            synchronized (most) {
                                most.add(inside.incrementAndGet());
                            }
                            inside.decrementAndGet();
                            ask(line, Word.UNLOCK, "l", token);
                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(most).containsExactly(1);
    }

    @Test
    void onlyTheHolderMayBeginAndWhatIsDoneIsNotDoneAgain() {
        long first = ask(one, Word.LOCK, "s", 60_000L, 0L).number(0);
        assertThat(ask(one, Word.MAY, "s", first, "report", 1000L).word()).isEqualTo(Word.YES);
        assertThat(ask(two, Word.MAY, "s", first + 1, "report", 1000L).word()).isEqualTo(Word.NO);
        assertThat(ask(one, Word.RAN, "s", first, "report", 1000L).word()).isEqualTo(Word.YES);
        ask(one, Word.UNLOCK, "s", first);

        long second = ask(two, Word.LOCK, "s", 60_000L, 0L).number(0);
        assertThat(ask(two, Word.MAY, "s", second, "report", 1000L).word()).isEqualTo(Word.NO);
        assertThat(ask(two, Word.MAY, "s", second, "report", 2000L).word()).isEqualTo(Word.YES);
        assertThat(ask(one, Word.RAN, "s", first, "report", 9000L).word())
                .as("a token that was")
                .isEqualTo(Word.NO);
        assertThat(ask(two, Word.DONE, "s").fields())
                .extracting(field -> new String(field, UTF_8))
                .containsExactly("report", "1000");
    }

    @Test
    void messagesReachAllAndSentOnesEachInTurn() throws Exception {
        ask(one, Word.SUBSCRIBE, "news");
        ask(two, Word.SUBSCRIBE, "news");
        assertThat(ask(one, Word.PUBLISH, "news", "hello").number(0)).isEqualTo(2);
        await(() -> texts(heardByOne).contains("hello") && texts(heardByTwo).contains("hello"));

        for (int i = 0; i < 4; i++) {
            assertThat(ask(one, Word.SEND, "news", "to one " + i).word()).isEqualTo(Word.YES);
        }
        await(() -> heardByOne.size() == 3 && heardByTwo.size() == 3);

        two.say(Frame.of(0, Word.LEAVE));
        for (int i = 0; i < 3; i++) {
            ask(one, Word.SEND, "news", "after " + i);
        }
        await(() -> heardByOne.size() == 6);
        assertThat(heardByTwo).hasSize(3);
        assertThat(ask(one, Word.PUBLISH, "news", "bye").number(0)).isEqualTo(1);
    }

    @Test
    void aCallIsAnsweredByAnotherProcessAndAfterARestartToo() throws Exception {
        ask(two, Word.OFFER, "twice");
        assertThat(answered("7").text(0)).isEqualTo("77");
        redis.kill();
        redis.restart();
        await(() -> {
            heardByTwo.clear();
            Frame answer = answered("8");
            return answer.word() == Word.VALUE && answer.text(0).equals("88");
        });
        assertThat(
                        one.ask(
                                        Frame.of(1, Word.CALL, "twice", "unanswered", 1L),
                                        Duration.ofMillis(1))
                                .word())
                .isEqualTo(Word.REFUSED);
    }

    private Frame answered(String question) throws Exception {
        try (ExecutorService asking = Executors.newSingleThreadExecutor()) {
            Future<Frame> answer =
                    asking.submit(() ->
                            one.ask(
                                    Frame.of(
                                            lastId.incrementAndGet(),
                                            Word.CALL,
                                            "twice",
                                            question,
                                            5000L),
                                    Duration.ofSeconds(5)));
            await(() -> answer.isDone() || !heardByTwo.isEmpty());
            if (!heardByTwo.isEmpty()) {
                Frame called = heardByTwo.removeLast();
                two.say(called.answer(Word.RETURN, called.text(1).repeat(2)));
            }
            return answer.get();
        }
    }

    @Test
    void theRingForgetsTheOldest() {
        for (String value : List.of("a", "b", "c", "d")) {
            ask(one, Word.PUSH, value);
        }
        assertThat(ask(one, Word.PUSH, "large").word()).isEqualTo(Word.REFUSED);
        assertThat(ask(two, Word.LAST, 2L).fields())
                .extracting(field -> new String(field, UTF_8))
                .containsExactly("d", "c");
        assertThat(ask(two, Word.PULL).text(0)).isEqualTo("b");
        assertThat(ask(two, Word.POP).text(0)).isEqualTo("d");
        assertThat(ask(one, Word.PULL).text(0)).isEqualTo("c");
        assertThat(ask(two, Word.PULL).word()).isEqualTo(Word.NO);
    }

    private static List<String> texts(List<Frame> frames) {
        return frames.stream().map(frame -> frame.text(1)).toList();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(MINUTE).until(condition);
    }
}
