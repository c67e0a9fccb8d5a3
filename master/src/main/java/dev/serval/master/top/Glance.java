package dev.serval.master.top;

/**
 * A server's statistics, in short.
 *
 * @param ready workers that serve
 * @param workers all
 * @param busy requests that run
 * @param cores requests that can run
 * @param requests of all workers so far
 */
public record Glance(
        String version,
        long generation,
        long ready,
        long workers,
        long busy,
        long cores,
        long requests) {

    /**
     * Reads the document.
     *
     * @throws tools.jackson.core.JacksonException if it is no JSON
     */
    public static Glance of(String document) {
        Snapshot all = Snapshot.of(document, 0);
        return new Glance(
                all.version(),
                all.generation(),
                all.workers().stream().filter(Snapshot.Worker::ready).count(),
                all.workers().size(),
                all.workers().stream().mapToLong(Snapshot.Worker::busy).sum(),
                all.workers().stream().mapToLong(worker -> worker.cores().size()).sum(),
                all.workers().stream().mapToLong(Snapshot.Worker::requests).sum());
    }
}
