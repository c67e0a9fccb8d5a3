package dev.serval.master.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;

/** Reloads servers one after the other, and no more once one does not serve again. */
final class Roll {

    private final RollRules rules;
    private final Reloader reloader;
    private final Queue<String> left = new ConcurrentLinkedQueue<>();
    private final Set<String> broken = new ConcurrentSkipListSet<>();

    /** Reloads one. */
    @FunctionalInterface
    interface Reloader {
        /**
         * @return what it has said
         * @throws RollException if it does not serve again in time
         */
        String reload(String node) throws RollException, InterruptedException;
    }

    Roll(RollRules rules, Reloader reloader) {
        this.rules = rules;
        this.reloader = reloader;
    }

    /** Whether all serve again. */
    boolean over(List<String> nodes) throws InterruptedException {
        left.addAll(nodes);
        List<Thread> hands = new ArrayList<>();
        for (int i = 0; i < Math.min(rules.parallel(), nodes.size()); i++) {
            hands.add(Thread.ofVirtual().start(this::work));
        }
        for (Thread hand : hands) {
            hand.join();
        }
        if (broken.isEmpty()) {
            return true;
        }
        rules.failed()
                .accept(
                        left.isEmpty()
                                ? "no other node is left"
                                : "stopped; these were not told to reload: "
                                        + String.join(", ", left));
        return false;
    }

    private void work() {
        String node = left.poll();
        while (node != null && one(node)) {
            node = broken.isEmpty() ? left.poll() : null;
        }
    }

    private boolean one(String node) {
        long begin = System.nanoTime();
        try {
            String said = reloader.reload(node);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            rules.done().accept("%s: %s, %.1f s".formatted(node, said, took.toMillis() / 1000.0));
            return true;
        } catch (RollException e) {
            broken.add(node);
            rules.failed().accept("%s is not ready again: %s".formatted(node, e.getMessage()));
        } catch (InterruptedException e) {
            broken.add(node);
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
