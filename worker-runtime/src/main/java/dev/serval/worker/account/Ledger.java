package dev.serval.worker.account;

import dev.serval.control.access.AccessLog;
import dev.serval.control.access.AccessLogException;
import dev.serval.control.board.CoreCell;
import dev.serval.control.config.AccessConfig;
import dev.serval.http.HostName;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Writes down the requests that came straight to this worker; on the worker's own loop. */
public final class Ledger {

    private static final long FLUSH_MILLIS = 500;
    private static final Duration LAST_LINES = Duration.ofSeconds(1);
    private static final long NANOS_PER_MICRO = 1000;

    private final EventLoop loop;
    private final AccessLog log;
    private final AccessLog.Pen pen;
    private final VisitEntry entry;

    private Ledger(EventLoop loop, AccessLog log, VisitEntry entry) {
        this.loop = loop;
        this.log = log;
        this.pen = log.pen();
        this.entry = entry;
    }

    /**
     * Opens the log.
     *
     * @param loop on which all those requests end
     * @param pid this process
     * @param cell of the worker's first core, for lines that are lost
     * @throws AccessLogException if it cannot be written
     */
    public static Ledger open(AccessConfig config, EventLoop loop, long pid, CoreCell cell)
            throws AccessLogException {
        VisitEntry entry = new VisitEntry(pid, config.believesForwarded());
        Ledger made =
                new Ledger(loop, AccessLog.open(config, HostName.own(), cell::lostLines), entry);
        loop.scheduleAtFixedRate(
                made.pen::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        return made;
    }

    /**
     * A request is over.
     *
     * @param whole whether all of its answer was sent
     */
    public void over(Visit visit, boolean whole) {
        long took = (System.nanoTime() - visit.began()) / NANOS_PER_MICRO;
        pen.write(visit.answer().status(), took, entry.of(visit, whole, took));
    }

    /** What was to be written down is, if that is possible; on any thread but the loop's. */
    public void end() {
        loop.submit(pen::flush).awaitUninterruptibly();
        log.end(LAST_LINES);
    }
}
