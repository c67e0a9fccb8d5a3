package dev.serval.worker.serve;

import dev.serval.uwsgi.Ping;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import dev.serval.worker.call.Service;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

/** What a ping is answered with. */
final class Greeting {

    private Greeting() {}

    /**
     * Answers.
     *
     * @return whether the peer will send more behind its ping: it is a router of ours
     */
    static boolean answer(Vars ping, Channel channel, Service.Identity us) {
        if (ping.has(Wire.KEEP)) {
            channel.writeAndFlush(facts(channel, us), channel.voidPromise());
            return true;
        }
        channel.writeAndFlush(Ping.reply(channel.alloc(), Vars.of()))
                .addListener(ChannelFutureListener.CLOSE);
        return false;
    }

    /** To our router: who has accepted its connection. */
    private static ByteBuf facts(Channel channel, Service.Identity us) {
        Vars facts =
                Vars.of(
                        Wire.WORKER,
                        Integer.toString(us.worker()),
                        Wire.PID,
                        Long.toString(us.pid()),
                        Wire.CORES,
                        Integer.toString(us.cores()));
        return Ping.reply(channel.alloc(), facts);
    }
}
