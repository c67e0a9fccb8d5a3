package dev.serval.worker.spool;

import dev.serval.app.Job;
import dev.serval.app.JobHandler;
import dev.serval.app.JobRefusedException;
import dev.serval.app.Spool;
import dev.serval.spool.JobStore;
import dev.serval.spool.Payload;
import dev.serval.spool.StoreException;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One queue, and who does its jobs. Any thread. */
final class Queue implements Spool {

    private final String name;
    private final JobStore store;
    private final AtomicReference<@Nullable JobHandler> handler = new AtomicReference<>();

    Queue(String name, JobStore store) {
        this.name = name;
        this.store = store;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String submit(Job job) throws JobRefusedException {
        try {
            return store.submit(new Payload(job.metadata(), job.body()), job.priority(), job.due());
        } catch (StoreException e) {
            throw new JobRefusedException("spool %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    @Override
    public String submit(Job job, Connection transaction) throws JobRefusedException {
        try {
            Payload payload = new Payload(job.metadata(), job.body());
            return store.submit(payload, job.priority(), job.due(), transaction);
        } catch (StoreException e) {
            throw new JobRefusedException("spool %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    @Override
    public void handle(JobHandler next) {
        handler.set(next);
    }

    Optional<JobHandler> handler() {
        return Optional.ofNullable(handler.get());
    }

    JobStore store() {
        return store;
    }
}
