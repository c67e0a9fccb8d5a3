package dev.serval.worker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.serval.app.Leader;
import dev.serval.app.Missed;
import dev.serval.app.ScheduledRun;
import dev.serval.control.link.ToMaster;
import dev.serval.control.link.ToMaster.Ran.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ScheduleLoopTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Timetable timetable = new Timetable();
    private final BlockingQueue<ToMaster> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<ScheduledRun> runs = new LinkedBlockingQueue<>();

    @Test
    void nothingIsRunBeforeItLeadsNorAfterItLeft() throws Exception {
        timetable.every("tick", SECOND, Missed.SKIP, runs::add);
        ScheduleLoop loop = loop();
        assertThat(loop.idle()).isTrue();

        loop.lead(Map.of());
        assertThat(told.take()).isEqualTo(new ToMaster.Planned(Map.of("tick", "every 1s")));
        ScheduledRun first = runs.take();
        assertThat(first.name()).isEqualTo("tick");
        assertThat(first.due().toEpochMilli() % 1000).isZero();
        assertThat(ran(Outcome.BEGUN).due()).isEqualTo(first.due().toEpochMilli());
        assertThat(ran(Outcome.DONE).due()).isEqualTo(first.due().toEpochMilli());

        loop.leave();
        awaitYielded();
        assertThat(loop.idle()).isTrue();
    }

    @Test
    void itYieldsOnlyOnceTheLastOneHasEnded() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        timetable.every(
                "slow",
                SECOND,
                Missed.SKIP,
                _ -> {
                    begun.countDown();
                    end.await();
                });
        ScheduleLoop loop = loop();
        loop.lead(Map.of());
        begun.await();

        loop.leave();

        assertThat(loop.idle()).isFalse();
        assertThat(told).doesNotContain(new ToMaster.Yielded());
        end.countDown();
        ran(Outcome.DONE);
        awaitYielded();
    }

    @Test
    void whoHasATimetableOfItsOwnLeadsUntilItsLastCallHasEnded() throws Exception {
        BlockingQueue<Leader> leaders = new LinkedBlockingQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        timetable.whenLeading(leaders::add);
        ScheduleLoop loop = loop();
        assertThat(leaders).isEmpty();
        loop.lead(Map.of());
        Leader leader = leaders.take();
        Thread call =
                Thread.ofVirtual()
                        .start(() ->
                                leader.call(() -> {
                                    begun.countDown();
                                    await(end);
                                }));
        begun.await();

        loop.leave();

        assertThat(loop.idle()).isFalse();
        assertThat(told).doesNotContain(new ToMaster.Yielded());
        end.countDown();
        awaitYielded();
        call.join();
        assertThat(leader.call(() -> {})).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> timetable.whenLeading(_ -> {}));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneThatThrowsIsCalledAgainAndOneThatStillRunsIsNot() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        timetable.every(
                "bad",
                SECOND,
                Missed.SKIP,
                run -> {
                    runs.add(run);
                    throw new IllegalStateException("as it happens");
                });
        timetable.every("stuck", SECOND, Missed.SKIP, _ -> end.await());
        ScheduleLoop loop = loop();
        loop.lead(Map.of());

        assertThat(ran(Outcome.FAILED).task()).isEqualTo("bad");
        runs.take();
        runs.take();
        assertThat(ran(Outcome.STILL_RUNS).task()).isEqualTo("stuck");

        end.countDown();
        loop.leave();
        awaitYielded();
    }

    @Test
    void whatWasMissedIsMadeUpForOnceIfWanted() throws Exception {
        timetable.every("kept", Duration.ofDays(1), Missed.RUN_ONCE, runs::add);
        timetable.every("left", Duration.ofDays(1), Missed.SKIP, _ -> {});
        ScheduleLoop loop = loop();
        long before = Instant.now().minus(Duration.ofDays(5)).toEpochMilli();

        loop.lead(Map.of("kept", before, "left", before));

        assertThat(runs.take().name()).isEqualTo("kept");
        assertThat(ran(Outcome.MISSED).task()).isEqualTo("left");
        loop.leave();
        awaitYielded();
        assertThat(runs).isEmpty();
    }

    @Test
    void mistakesAreSaidAtOnce() {
        timetable.cron("night", "0 3 * * *", Missed.SKIP, _ -> {});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> timetable.cron("night", "0 4 * * *", Missed.SKIP, _ -> {}))
                .withMessage("two tasks are called night");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timetable.cron("a b", "0 4 * * *", Missed.SKIP, _ -> {}))
                .withMessageContaining("a b is no name for a task");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timetable.cron("bad", "61 4 * * *", Missed.SKIP, _ -> {}))
                .withMessageStartingWith("task bad: 61 is no minute");
        loop();
        assertThatIllegalStateException()
                .isThrownBy(() -> timetable.every("late", SECOND, Missed.SKIP, _ -> {}))
                .withMessageContaining("App.start");
    }

    private ScheduleLoop loop() {
        return new ScheduleLoop(
                timetable, told::add, Optional.empty(), getClass().getClassLoader());
    }

    private ToMaster.Ran ran(Outcome outcome) throws InterruptedException {
        while (true) {
            if (told.poll(20, TimeUnit.SECONDS) instanceof ToMaster.Ran ran
                    && ran.outcome() == outcome) {
                return ran;
            }
        }
    }

    private void awaitYielded() throws InterruptedException {
        while (!(told.poll(20, TimeUnit.SECONDS) instanceof ToMaster.Yielded)) {}
    }
}
