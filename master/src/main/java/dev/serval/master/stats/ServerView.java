package dev.serval.master.stats;

import dev.serval.control.board.Scoreboard;
import java.util.List;

/**
 * What the stats tell about, as of one moment; the scoreboard inside it is live.
 *
 * @param identity what does not change while the server runs
 * @param workers the worker slots, in order
 * @param board the live counters
 */
public record ServerView(Identity identity, List<WorkerRow> workers, Scoreboard board) {

    /**
     * @param version our own
     * @param pid the master
     * @param uid its numeric user
     * @param gid its numeric group
     * @param cwd where it was started
     * @param cores cores of each worker
     * @param sockets addresses of the listening sockets
     */
    public record Identity(
            String version,
            long pid,
            int uid,
            int gid,
            String cwd,
            int cores,
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
     * @param requestsBefore requests of this slot when its process was started
     */
    public record WorkerRow(
            int id, long pid, boolean ready, long lastSpawn, int respawns, long requestsBefore) {}
}
