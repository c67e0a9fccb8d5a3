package dev.serval.otel;

import dev.serval.control.log.Complaint;
import dev.serval.control.log.EventLog;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ended spans on their way to a thread that sends them, once a second or when there are many. What
 * does not fit is lost, and counted.
 *
 * <p>Not the SDK's own batch processor: that one loses without a word.
 */
final class SpanQueue implements SpanProcessor {

    static final int MAX_WAITING = 4096;

    private static final int MAX_BATCH = 512;

    private final Collector collector;
    private final BlockingQueue<ReadableSpan> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Semaphore due = new Semaphore(0);
    private final AtomicLong lost = new AtomicLong();
    private final Complaint complaint = new Complaint();
    private final Thread thread;
    private volatile boolean ending;
    private long said;

    private SpanQueue(Collector collector) {
        this.collector = collector;
        this.thread = Thread.ofPlatform().daemon().name("traces").unstarted(this::run);
    }

    /** Begins to send what comes. */
    static SpanQueue to(Collector collector) {
        SpanQueue queue = new SpanQueue(collector);
        queue.thread.start();
        return queue;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!span.getSpanContext().isSampled()) {
            return;
        }
        if (!waiting.offer(span)) {
            lost.incrementAndGet();
        } else if (waiting.size() == MAX_BATCH) {
            due.release();
        }
    }

    /** Sends what is left, but waits no longer than this. */
    void end(Duration patience) {
        ending = true;
        due.release();
        try {
            if (!thread.join(patience)) {
                EventLog.line("the last spans could not be sent in time");
            }
        } catch (InterruptedException e) {
            // The process ends in any case.
            return;
        }
    }

    private void run() {
        try {
            while (!ending) {
                if (waiting.size() < MAX_BATCH && due.tryAcquire(1, TimeUnit.SECONDS)) {
                    due.drainPermits();
                }
                send();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it; what comes from now on would be lost.
            return;
        }
        send();
    }

    /** Sends those that wait now. More may come meanwhile: they are gathered again. */
    private void send() {
        List<ReadableSpan> batch = new ArrayList<>();
        for (int left = waiting.size(); left > 0; left -= batch.size()) {
            batch.clear();
            waiting.drainTo(batch, Math.min(left, MAX_BATCH));
            collector.take(told(batch));
            if (lost.get() > said) {
                said = lost.get();
                complaint.say(
                        "there are more spans than can be sent: %d are lost so far"
                                .formatted(said));
            }
        }
    }

    private static List<SpanData> told(List<ReadableSpan> spans) {
        List<SpanData> told = new ArrayList<>(spans.size());
        spans.forEach(span -> told.add(span.toSpanData()));
        return told;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
