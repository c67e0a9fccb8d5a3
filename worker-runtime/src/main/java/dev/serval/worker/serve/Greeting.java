package dev.serval.worker.serve;

import dev.serval.uwsgi.Ping;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import dev.serval.worker.call.Service;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/** What a ping is answered with. */
final class Greeting {

    private Greeting() {}

    /**
     * Answers.
     *
     * @param lane what the connection is besides; null for nothing
     * @return whether the peer will send more behind its ping: it is a router of ours
     */
    static boolean answer(
            Vars ping, Channel channel, Service.Identity us, Trunks.@Nullable Lane lane) {
        if (ping.has(Wire.KEEP)) {
            channel.writeAndFlush(
                    Ping.reply(channel.alloc(), facts(us, lane)), channel.voidPromise());
            return true;
        }
        channel.writeAndFlush(Ping.reply(channel.alloc(), Vars.of()))
                .addListener(ChannelFutureListener.CLOSE);
        return false;
    }

    /** To our router: who has accepted its connection. */
    private static Vars facts(Service.Identity us, Trunks.@Nullable Lane lane) {
        String worker = Integer.toString(us.worker());
        String pid = Long.toString(us.pid());
        String cores = Integer.toString(us.cores());
        String receipt = lane == null ? null : lane.receipt();
        return receipt == null
                ? Vars.of(Wire.WORKER, worker, Wire.PID, pid, Wire.CORES, cores)
                : Vars.of(
                        Wire.WORKER,
                        worker,
                        Wire.PID,
                        pid,
                        Wire.CORES,
                        cores,
                        Wire.RECEIPT,
                        receipt);
    }
}
