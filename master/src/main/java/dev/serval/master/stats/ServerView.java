package dev.serval.master.stats;

import dev.serval.control.board.CoreCell;
import dev.serval.control.board.Counters;
import dev.serval.control.board.Heap;
import dev.serval.control.board.LoopCell;
import dev.serval.control.board.Traffic;
import dev.serval.control.board.Vitals;
import dev.serval.control.link.Role;
import dev.serval.master.cron.CronRow;
import dev.serval.master.hub.CacheRow;
import dev.serval.master.supervise.ChildId;
import dev.serval.spool.SpoolView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the stats tell about, as of one moment; the cells inside it are live.
 *
 * @param identity the server itself
 * @param workers the worker slots, in order
 * @param routers the router slots, in order
 * @param routed what routers that are gone have done
 * @param health whether it serves
 * @param events what has happened lately, the newest last
 * @param application its own numbers; live
 * @param upstreams what routers tell of backends that are not workers of ours; live
 * @param spoolers the spooler slots, in order
 * @param spools the queues of jobs
 * @param times what is done at times
 * @param caches what processes share
 * @param mules the mule slots, in order
 */
public record ServerView(
        Identity identity,
        List<WorkerRow> workers,
        List<RouterRow> routers,
        Traffic routed,
        Health health,
        List<Timeline.Event> events,
        Readings application,
        Readings upstreams,
        List<SpoolerRow> spoolers,
        List<SpoolRow> spools,
        Times times,
        List<CacheRow> caches,
        List<MuleRow> mules) {

    /**
     * @param tasks the application's
     * @param crons the operator's
     */
    public record Times(List<TaskRow> tasks, List<CronRow> crons) {}

    /**
     * @param id its number
     * @param spool whose jobs it does
     * @param folder where they are
     * @param pid its process; 0 when it has none
     * @param ready whether it does jobs
     * @param lastSpawn when its process was started, seconds since 1970
     * @param respawns processes started in this slot so far
     * @param generation what its process was started from, 1 and up
     * @param core what it does, a job where a worker has a request
     */
    public record SpoolerRow(
            int id,
            String spool,
            String folder,
            long pid,
            boolean ready,
            long lastSpawn,
            int respawns,
            int generation,
            CoreRow core) {}

    /**
     * @param id its number
     * @param type the class it runs
     * @param pid its process; 0 when it has none
     * @param ready whether it runs
     * @param lastSpawn when its process was started, seconds since 1970
     * @param respawns processes started in this slot so far
     * @param generation what its process was started from, 1 and up
     */
    public record MuleRow(
            int id,
            String type,
            long pid,
            boolean ready,
            long lastSpawn,
            int respawns,
            int generation) {}

    /**
     * @param name what the application calls it
     * @param folder where its jobs are
     * @param depth how many there were when they were counted last
     */
    public record SpoolRow(String name, String folder, SpoolView.Depth depth) {}

    /**
     * @param version our own
     * @param pid the master
     * @param uid its numeric user
     * @param gid its numeric group
     * @param cwd where it was started
     * @param generation what new processes are started from, 1 and up
     * @param sockets addresses of the listening sockets
     */
    public record Identity(
            String version,
            long pid,
            int uid,
            int gid,
            String cwd,
            int generation,
            List<SocketRow> sockets) {}

    /**
     * @param name its address
     * @param proto {@code http} or {@code uwsgi}
     * @param fd its descriptor in the master, for the length of its queue
     * @param unix whether it is a Unix socket, whose queue cannot be asked for
     */
    public record SocketRow(String name, String proto, int fd, boolean unix) {}

    /**
     * @param id its number
     * @param pid its process; 0 when it has none
     * @param ready whether it serves
     * @param lastSpawn when its process was started, seconds since 1970
     * @param respawns processes started in this slot so far
     * @param generation what its process was started from, 1 and up
     * @param cores one row a core
     */
    public record WorkerRow(
            int id,
            long pid,
            boolean ready,
            long lastSpawn,
            int respawns,
            int generation,
            List<CoreRow> cores) {

        /** All that was ever done in this slot. */
        public Counters total() {
            return cores.stream().map(CoreRow::total).reduce(Counters.NONE, Counters::plus);
        }

        /** How many cores run a request. */
        public int busy() {
            return (int) cores.stream().filter(core -> core.busySince() != 0).count();
        }

        /** How many WebSockets are open. */
        public int sockets() {
            return cores.stream().mapToInt(CoreRow::sockets).sum();
        }

        /** What its JVM tells; zeros when it has no process or is not asked. */
        public Vitals vitals() {
            CoreCell first = cores.isEmpty() ? null : cores.getFirst().cell();
            return first == null ? Vitals.NONE : first.vitals();
        }

        /** What its heap takes; zeros when it has no process. */
        public Heap heap() {
            CoreCell first = cores.isEmpty() ? null : cores.getFirst().cell();
            return first == null ? new Heap(0, 0, 0) : first.heap();
        }

        /** Its slot. */
        public ChildId child() {
            return new ChildId(Role.WORKER, id);
        }
    }

    /**
     * @param id its number
     * @param pid its process; 0 when it has none
     * @param ready whether it serves
     * @param lastSpawn when its process was started, seconds since 1970
     * @param respawns processes started in this slot so far
     * @param loops what its event loops write now; none when it has no process
     */
    public record RouterRow(
            int id, long pid, boolean ready, long lastSpawn, int respawns, List<LoopCell> loops) {

        /** All that its process has done and has open. */
        Traffic traffic() {
            return loops.stream().map(LoopCell::traffic).reduce(Traffic.NONE, Traffic::plus);
        }
    }

    /**
     * @param started whether it has ever served
     * @param ready whether a request would be served now
     */
    public record Health(boolean started, boolean ready) {}

    /** What all routers have done so far, and have open. */
    public Traffic traffic() {
        return routers.stream().map(RouterRow::traffic).reduce(routed, Traffic::plus);
    }

    /**
     * @param cell what its process writes now; null when it has none
     * @param before what processes before it have done
     */
    public record CoreRow(@Nullable CoreCell cell, Counters before) {

        /** All that was ever done on this core. */
        public Counters total() {
            return cell == null ? before : before.plus(cell.counters());
        }

        /** Requests of the process that runs now. */
        long ownRequests() {
            return cell == null ? 0 : cell.requests();
        }

        /** How many WebSockets of the worker are open, on its first core. */
        int sockets() {
            return cell == null ? 0 : cell.sockets();
        }

        /** Method and path of the request that runs there; empty if none does. */
        String label() {
            return cell == null ? "" : cell.label();
        }

        /** When the request that runs there began, microseconds since 1970; 0 if none does. */
        public long busySince() {
            return cell == null ? 0 : cell.busySince();
        }
    }
}
