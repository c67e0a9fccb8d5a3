package dev.serval.worker.spool;

import dev.serval.app.Spool;
import dev.serval.app.Spools;
import dev.serval.control.config.SpoolConfig;
import dev.serval.control.option.SpoolPlace;
import dev.serval.spool.Depot;
import dev.serval.spool.FolderStore;
import dev.serval.spool.FsyncPolicy;
import dev.serval.spool.JobStore;
import dev.serval.spool.Payload;
import dev.serval.spool.RetryRules;
import dev.serval.spool.StoreEngine;
import dev.serval.spool.StoreException;
import dev.serval.spool.StoreRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All queues of this process. Any thread. */
public final class Queues implements Spools {

    private static final int USUAL_PRIORITY = 50;
    private static final int DIGITS = 12;

    private final SpoolConfig config;
    private final boolean spooler;
    private final Map<String, Queue> byName = new LinkedHashMap<>();

    private Queues(SpoolConfig config, boolean spooler) {
        this.config = config;
        this.spooler = spooler;
    }

    /**
     * Opens the folder of each.
     *
     * @param spooler whether this process does jobs
     * @throws StoreException if one cannot be written to
     */
    public static Queues open(SpoolConfig config, boolean spooler) throws StoreException {
        Queues queues = new Queues(config, spooler);
        StoreRules rules =
                new StoreRules(
                        FsyncPolicy.valueOf(config.fsync().toUpperCase(Locale.ROOT)),
                        config.maxBytes(),
                        new RetryRules(config.maxAttempts(), config.retryDelay()),
                        config.ordered());
        for (SpoolConfig.Queue queue : config.queues()) {
            JobStore store = store(queue, config.drivers(), rules);
            queues.byName.put(queue.name(), new Queue(queue.name(), store));
        }
        return queues;
    }

    private static JobStore store(SpoolConfig.Queue queue, List<String> drivers, StoreRules rules)
            throws StoreException {
        if (!SpoolPlace.isUrl(queue.place())) {
            return FolderStore.open(Path.of(queue.place()), rules);
        }
        Depot depot =
                new Depot(
                        queue.name(),
                        queue.place(),
                        queue.password(),
                        drivers.stream().map(Path::of).toList());
        return StoreEngine.of(depot, Queues.class.getClassLoader()).open(depot, rules);
    }

    @Override
    public Spool get(String name) {
        return find(name);
    }

    @Override
    public boolean spooler() {
        return spooler;
    }

    Queue find(String name) {
        Queue queue = byName.get(name);
        if (queue == null) {
            throw new IllegalArgumentException(
                    "there is no spool %s; %s"
                            .formatted(
                                    name,
                                    byName.isEmpty()
                                            ? "name a folder for it: --spooler /path/" + name
                                            : "there are " + String.join(", ", byName.keySet())));
        }
        return queue;
    }

    /**
     * Takes what a peer wants to have spooled, as uWSGI does: {@code spooler} is the queue, or its
     * folder, the first one if it is not said; {@code priority} and {@code at} are numbers.
     *
     * @return why it was not taken; null if it was
     */
    public @Nullable String submit(Map<String, String> packet) {
        String wanted = packet.getOrDefault("spooler", "");
        for (SpoolConfig.Queue queue : config.queues()) {
            if (wanted.isEmpty() || wanted.equals(queue.name()) || wanted.equals(queue.place())) {
                return submit(find(queue.name()), packet);
            }
        }
        return config.queues().isEmpty()
                ? "there is no spooler; name a folder for jobs: --spooler FOLDER"
                : "there is no spooler " + wanted;
    }

    private static @Nullable String submit(Queue queue, Map<String, String> packet) {
        long priority = number(packet.getOrDefault("priority", ""), USUAL_PRIORITY);
        long at = number(packet.getOrDefault("at", ""), 0);
        try {
            queue.store()
                    .submit(
                            new Payload(packet, new byte[0]),
                            (int) priority,
                            Instant.ofEpochSecond(at));
            return null;
        } catch (StoreException e) {
            return "spool %s: %s".formatted(queue.name(), e.getMessage());
        }
    }

    /** A fraction is cut off; what is no number counts as if it were not there. */
    private static long number(String text, long otherwise) {
        String whole = text.strip().replaceFirst("\\..*", "");
        return whole.matches("\\d{1,%d}".formatted(DIGITS)) ? Long.parseLong(whole) : otherwise;
    }

    /** Nothing is submitted any more. */
    public void close() {
        byName.values().forEach(queue -> queue.store().close());
    }
}
