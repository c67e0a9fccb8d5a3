package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

final class GroupCommitTest {

    private final List<List<String>> written = new ArrayList<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private final GroupCommit<String> commits =
            new GroupCommit<>((group, more) -> group.size() < 3, this::write);

    private void write(List<String> group) throws StoreException {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (group.contains("bad")) {
            throw StoreException.notWritten(Path.of("x"), new IOException("no room"));
        }
        if (group.contains("worse")) {
            throw new IllegalArgumentException("a bug");
        }
        written.add(group);
    }

    private FutureTask<Boolean> come(String item) throws InterruptedException {
        FutureTask<Boolean> task =
                new FutureTask<>(() -> {
                    commits.commit(item);
                    return Thread.currentThread().isInterrupted();
                });
        Thread thread = Thread.ofPlatform().start(task);
        if (item.equals("interrupted")) {
            thread.interrupt();
        }
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return task;
    }

    @Test
    void whoComesWhileOneWritesIsWrittenForByTheNext() throws Exception {
        List<FutureTask<Boolean>> all = new ArrayList<>();
        for (String item : List.of("a", "b", "c", "interrupted", "e")) {
            all.add(come(item));
        }
        go.countDown();

        assertThat(all.get(3).get()).as("still interrupted").isTrue();
        assertThat(all.get(4).get()).isFalse();
        assertThat(written)
                .containsExactly(List.of("a"), List.of("b", "c", "interrupted"), List.of("e"));
    }

    @Test
    void aFailureIsToldToTheWholeGroupAndToNobodyElse() throws Exception {
        FutureTask<Boolean> first = come("a");
        List<FutureTask<Boolean>> group = List.of(come("b"), come("bad"), come("c"));
        FutureTask<Boolean> last = come("d");
        go.countDown();

        first.get();
        last.get();
        for (FutureTask<Boolean> each : group) {
            assertThatThrownBy(each::get).hasMessageContaining("the job was not taken");
        }
        assertThat(written).containsExactly(List.of("a"), List.of("d"));
    }

    @Test
    void aBugOfWhoWritesLeavesNobodyWaiting() throws Exception {
        FutureTask<Boolean> first = come("a");
        FutureTask<Boolean> leader = come("worse");
        FutureTask<Boolean> follower = come("b");
        go.countDown();

        first.get();
        assertThatThrownBy(leader::get).hasMessageContaining("a bug");
        assertThatThrownBy(follower::get).hasMessageContaining("is not known");
        commits.commit("c");
        assertThat(written).containsExactly(List.of("a"), List.of("c"));
    }

    @Test
    void manyThreadsAreEachWrittenForOnce() throws Exception {
        go.countDown();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 16; t++) {
            int number = t;
            Runnable commit =
                    () -> {
                        try {
                            for (int i = 0; i < 500; i++) {
                                commits.commit(number + "-" + i);
                            }
                        } catch (StoreException e) {
                            failures.add(e);
                        }
                    };
            threads.add(
                    t % 2 == 0
                            ? Thread.ofVirtual().start(commit)
                            : Thread.ofPlatform().start(commit));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        List<String> all = written.stream().flatMap(List::stream).toList();
        Set<String> once = new HashSet<>(all);
        assertThat(all).hasSize(16 * 500).hasSameSizeAs(once);
    }
}
