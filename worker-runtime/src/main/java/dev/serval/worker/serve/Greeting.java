package dev.serval.worker.serve;

import dev.serval.uwsgi.Ping;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import dev.serval.worker.call.Service;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** What a ping is answered with. */
final class Greeting {

    private Greeting() {}

    /** Whether the peer wants to send more behind its ping: it is a router of ours. */
    static boolean keeps(Vars ping) {
        return ping.get(Wire.KEEP) != null;
    }

    /** To anybody. */
    static ByteBuf plain(Channel channel) {
        return Ping.reply(channel.alloc(), Vars.of());
    }

    /** To our router: who has accepted its connection. */
    static ByteBuf of(Channel channel, Service.Identity us) {
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
