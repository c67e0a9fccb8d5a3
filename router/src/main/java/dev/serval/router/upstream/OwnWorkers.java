package dev.serval.router.upstream;

import dev.serval.control.config.PoolConfig;
import dev.serval.control.link.Member;
import dev.serval.control.measure.Meters;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * All workers of ours, for one event loop: those that accept uwsgi on the socket they share, or
 * programs that speak HTTP. A reload may change which of the two they are.
 */
public final class OwnWorkers implements Upstream {

    private final LocalPool local;
    private final ProgramPool programs;
    private Upstream now;

    private OwnWorkers(LocalPool local, ProgramPool programs) {
        this.local = local;
        this.programs = programs;
        this.now = local;
    }

    /**
     * What there is to know where they are programs.
     *
     * @param connect opening a connection
     * @param patience for {@code RouteTime}: how long a request may take
     * @param loops how many share what each process may be given
     * @param overdue told which process has been at a request for longer
     */
    public record Programs(
            Duration connect, List<String> patience, int loops, LongConsumer overdue) {}

    /**
     * @param address the abstract Unix address that workers share, without its NUL
     * @param queue how requests wait for somebody who is free
     */
    public static OwnWorkers of(
            EventLoop loop, String address, PoolConfig.Queue queue, Programs programs) {
        return new OwnWorkers(
                new LocalPool(loop, address, queue.length(), queue.time()),
                new ProgramPool(
                        loop,
                        new Connector(loop, programs.connect),
                        queue,
                        Patience.of(programs.patience),
                        programs.loops,
                        programs.overdue));
    }

    /** The ready workers changed. */
    public void roster(List<Member> members) {
        if (!members.isEmpty()) {
            now = members.getFirst().http() ? programs : local;
        }
        local.roster(members.stream().filter(member -> !member.http()).toList());
        programs.roster(members.stream().filter(Member::http).toList());
    }

    @Override
    public void lease(UpstreamEvents request) {
        now.lease(request);
    }

    @Override
    public void leaseAgain(UpstreamEvents request, UpstreamConnection failed) {
        now.leaseAgain(request, failed);
    }

    @Override
    public void cancel(UpstreamEvents request) {
        local.cancel(request);
        programs.cancel(request);
    }

    @Override
    public boolean takesChunks() {
        return true;
    }

    /** How many requests wait for somebody who is free. */
    public int waiting() {
        return local.waiting() + programs.waiting();
    }

    /** Ends what has waited, or takes, too long; to be called now and then. */
    public void expire(long nanoTime) {
        local.expire(nanoTime);
        programs.expire(nanoTime);
    }

    /** Runs it as soon as no request is at this process, which is on the roster no more. */
    public void release(long pid, Runnable then) {
        programs.release(pid, then);
    }

    /**
     * Says how each worker is that cannot say so itself.
     *
     * @param loop a name for this event loop
     */
    public void tell(Meters meters, String loop) {
        programs.tell(meters, loop);
    }
}
