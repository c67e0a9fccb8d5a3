package dev.serval.worker.serve;

import dev.serval.uwsgi.Ping;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import dev.serval.worker.call.Service;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.ArrayList;
import java.util.List;
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
        List<String> facts =
                new ArrayList<>(
                        List.of(
                                Wire.WORKER,
                                Integer.toString(us.worker()),
                                Wire.PID,
                                Long.toString(us.pid()),
                                Wire.CORES,
                                Integer.toString(us.cores())));
        String receipt = lane == null ? null : lane.receipt();
        if (receipt != null) {
            facts.addAll(List.of(Wire.RECEIPT, receipt));
        }
        return Vars.of(facts.toArray(String[]::new));
    }
}
