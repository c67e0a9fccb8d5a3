package dev.serval.worker.serve;

import dev.serval.uwsgi.Vars;
import dev.serval.worker.call.Call;
import dev.serval.worker.call.Service;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of one connection leave that goes on behind them: alone, or with those of its
 * siblings on a trunk of the router that has opened it. On the channel's loop.
 */
final class Replies {

    private final Channel channel;
    private final Witness witness;
    private final @Nullable Trunks trunks;
    private Trunks.@Nullable Lane lane;
    private Runnable beginning = () -> {};

    /**
     * @param trunks where a router's short answers leave; null for a connection of anybody
     */
    Replies(Channel channel, Witness witness, @Nullable Trunks trunks) {
        this.channel = channel;
        this.witness = witness;
        this.trunks = trunks;
    }

    /**
     * Answers a ping, or makes a trunk of the connection.
     *
     * @return whether the connection goes on
     */
    boolean greet(Vars ping, Service service) {
        if (trunks == null) {
            return Greeting.answer(ping, channel, service.identity(), null);
        }
        if (Trunks.isTrunk(ping)) {
            // It is no request's: who waits for the last one does not wait for it.
            service.connections().remove(channel);
            trunks.add(ping, channel);
            return true;
        }
        Trunks.Lane made = trunks.lane(ping, channel);
        if (made != null) {
            lane = made;
            beginning = made::begins;
        }
        return Greeting.answer(ping, channel, service.identity(), made);
    }

    /** To be run when a request of this connection begins; on its core's thread. */
    Runnable beginning() {
        return beginning;
    }

    /**
     * Sends the last bytes of an answer; takes them over.
     *
     * @param of whose answer it is; on a trunk it must be whole
     */
    void send(ByteBuf last, @Nullable Call of) {
        Trunks.Lane together = of == null || of.begun() ? null : lane;
        if (together == null || !together.send(last)) {
            channel.writeAndFlush(last, witness.sendingOn());
        }
    }
}
