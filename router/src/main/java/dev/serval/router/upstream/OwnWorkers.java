package dev.serval.router.upstream;

import dev.serval.control.board.Scoreboard;
import dev.serval.control.config.PoolConfig;
import dev.serval.control.link.Member;
import dev.serval.control.measure.Meters;
import dev.serval.control.option.BackendAddress;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * All workers of ours, for one event loop: those that accept uwsgi on the socket they share, the
 * same at addresses of their own where clients are to stay at one, or programs that speak HTTP. A
 * reload may change which of them they are.
 */
public final class OwnWorkers implements Upstream {

    /** Nobody but us closes a connection between two of our own processes. */
    private static final Duration FOR_LONG = Duration.ofDays(1);

    private static final int NO_LIMIT = 1 << 16;

    private final LocalPool local;
    private final AddressedPool programs;
    private final Optional<AddressedPool> sticky;
    private Upstream now;

    private OwnWorkers(LocalPool local, AddressedPool programs, Optional<AddressedPool> sticky) {
        this.local = local;
        this.programs = programs;
        this.sticky = sticky;
        this.now = ours();
    }

    /**
     * What there is to know where they have addresses.
     *
     * @param connect opening a connection
     * @param sticky the cookie that keeps a client at one of them; empty for none
     * @param patience for {@code RouteTime}: how long a request to a program may take
     * @param loops how many share what each program may be given
     * @param overdue told which program has been at a request for longer
     */
    public record Addressed(
            Duration connect,
            String sticky,
            List<String> patience,
            int loops,
            LongConsumer overdue) {}

    /**
     * @param address the abstract Unix address that workers share, without its NUL
     * @param board where workers tell what they have begun
     * @param queue how requests wait for somebody who is free
     */
    public static OwnWorkers of(
            EventLoop loop,
            String address,
            Scoreboard board,
            PoolConfig.Queue queue,
            Addressed terms) {
        Connector connector = new Connector(loop, terms.connect);
        Optional<Sticky> sticky = Sticky.by(terms.sticky);
        return new OwnWorkers(
                new LocalPool(
                        loop,
                        new Trunks(loop, address, board),
                        address,
                        queue.length(),
                        queue.time()),
                new AddressedPool(
                        loop,
                        member -> connector.to(program(member)),
                        PoolConfig.Defaults.KEPT,
                        new AddressedPool.Terms(
                                queue, Patience.of(terms.patience), terms.loops, sticky),
                        terms.overdue),
                sticky.map(cookie ->
                        new AddressedPool(
                                loop,
                                member -> connector.to(worker(address, member)),
                                new PoolConfig.Kept(NO_LIMIT, FOR_LONG),
                                new AddressedPool.Terms(queue, Patience.of(List.of()), 1, sticky),
                                _ -> {})));
    }

    private static BackendAddress program(Member member) {
        return BackendAddress.parse("http://127.0.0.1:" + member.port());
    }

    private static BackendAddress worker(String shared, Member member) {
        return BackendAddress.parse("@" + Member.address(shared, member.pid()));
    }

    private Upstream ours() {
        return sticky.isPresent() ? sticky.get() : local;
    }

    /** The ready workers changed. */
    public void roster(List<Member> members) {
        List<Member> ours = members.stream().filter(member -> !member.http()).toList();
        if (!members.isEmpty()) {
            now = members.getFirst().http() ? programs : ours();
        }
        if (sticky.isEmpty()) {
            local.roster(ours);
        }
        sticky.ifPresent(pool -> pool.roster(ours));
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
        sticky.ifPresent(pool -> pool.cancel(request));
    }

    @Override
    public boolean takesChunks() {
        return true;
    }

    /** How many requests wait for somebody who is free. */
    public int waiting() {
        return local.waiting() + programs.waiting() + sticky.map(AddressedPool::waiting).orElse(0);
    }

    /** Ends what has waited, or takes, too long; to be called now and then. */
    public void expire(long nanoTime) {
        local.expire(nanoTime);
        programs.expire(nanoTime);
        sticky.ifPresent(pool -> pool.expire(nanoTime));
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
