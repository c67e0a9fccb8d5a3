package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BacklogTest {

    private static final long NOW = 1000;

    @Provide
    static Arbitrary<List<JobName>> jobs() {
        Arbitrary<JobName> job =
                Combinators.combine(
                                Arbitraries.integers().between(0, 3),
                                Arbitraries.longs().between(900, 1100),
                                Arbitraries.integers().between(0, 2))
                        .as((priority, due, attempt) -> new JobName(priority, due, "", attempt));
        return job.list().ofMaxSize(60).map(BacklogTest::withIds);
    }

    private static List<JobName> withIds(List<JobName> jobs) {
        List<JobName> named = new ArrayList<>();
        for (JobName job : jobs) {
            String id = "%026d".formatted(named.size());
            named.add(new JobName(job.priority(), job.due(), id, job.attempt()));
        }
        return named;
    }

    @Property
    void ofAllThatAreDueTheFirstIsNext(
            @ForAll("jobs") List<JobName> jobs, @ForAll @IntRange(min = 1, max = 70) int room) {
        List<JobName> waiting = new ArrayList<>(jobs);
        Backlog backlog = new Backlog(false, room);
        List<JobName> run = drain(backlog, waiting);

        assertThat(run)
                .isEqualTo(
                        jobs.stream()
                                .filter(job -> job.due() <= NOW)
                                .sorted(JobName.AS_RUN)
                                .toList());
    }

    /** As a process does: when it has used up what it kept, it looks again. */
    private static List<JobName> drain(Backlog backlog, List<JobName> waiting) {
        List<JobName> run = new ArrayList<>();
        waiting.forEach(job -> backlog.add(job, NOW));
        while (true) {
            Optional<JobName> next = backlog.next(NOW);
            if (next.isPresent()) {
                run.add(next.get());
                waiting.remove(next.get());
            } else if (backlog.incomplete() && waiting.stream().anyMatch(j -> j.due() <= NOW)) {
                backlog.clear();
                waiting.forEach(job -> backlog.add(job, NOW));
            } else {
                return run;
            }
        }
    }

    @Test
    void inOrderAJobToBeRunAgainHoldsBackThoseBehindIt() {
        Backlog backlog = new Backlog(true, 10);
        backlog.add(job(5, 1500, "B", 1), NOW);
        backlog.add(job(5, 900, "C", 0), NOW);
        backlog.add(job(5, 900, "A", 0), NOW);
        backlog.add(job(5, 2000, "0", 0), NOW);

        assertThat(backlog.next(NOW)).contains(job(5, 900, "A", 0));
        assertThat(backlog.next(NOW)).isEmpty();
        assertThat(backlog.nextDue()).isEqualTo(1500);
        assertThat(backlog.next(1500)).contains(job(5, 1500, "B", 1));
        assertThat(backlog.next(1500)).contains(job(5, 900, "C", 0));
        assertThat(backlog.next(1500)).isEmpty();
    }

    @Test
    void whatIsDueLaterIsNextWhenItsTimeHasCome() {
        Backlog backlog = new Backlog(false, 10);
        backlog.add(job(5, 1200, "A", 0), NOW);
        backlog.add(job(1, 1100, "B", 0), NOW);

        assertThat(backlog.next(NOW)).isEmpty();
        assertThat(backlog.nextDue()).isEqualTo(1100);
        assertThat(backlog.next(1300)).contains(job(1, 1100, "B", 0));
        assertThat(backlog.next(1300)).contains(job(5, 1200, "A", 0));
    }

    private static JobName job(int priority, long due, String id, int attempt) {
        return new JobName(priority, due, id, attempt);
    }
}
