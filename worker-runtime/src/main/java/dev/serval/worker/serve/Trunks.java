package dev.serval.worker.serve;

import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trunks of this worker's routers, by the names they have given them. Loop only. */
final class Trunks {

    private final Map<String, Trunk> open = new HashMap<>();

    /** A connection that may be answered on a trunk. */
    final class Lane {

        private final String trunk;
        private final int number;

        private Lane(String trunk, int number) {
            this.trunk = trunk;
            this.number = number;
        }

        /**
         * Answers on the trunk, if it is there and can carry this; takes the answer over then.
         *
         * @return whether it did
         */
        boolean send(ByteBuf answer) {
            Trunk by = open.get(trunk);
            if (by == null || !by.takes(answer)) {
                return false;
            }
            by.send(number, answer);
            return true;
        }
    }

    /** Whether this ping makes its connection a trunk. */
    static boolean isTrunk(Vars ping) {
        return ping.has(Wire.TRUNK) && !ping.has(Wire.LANE);
    }

    /** The connection is one from now on. */
    void add(Vars ping, Channel channel) {
        String name = String.valueOf(ping.get(Wire.TRUNK));
        Trunk trunk = new Trunk(channel);
        open.put(name, trunk);
        channel.closeFuture().addListener(_ -> open.remove(name, trunk));
    }

    /** The lane that a ping makes of its connection; null if it makes none. */
    @Nullable Lane lane(Vars ping) {
        String trunk = ping.get(Wire.TRUNK);
        String number = ping.get(Wire.LANE);
        if (trunk == null || number == null || !number.matches("\\d{1,9}")) {
            return null;
        }
        return new Lane(trunk, Integer.parseInt(number));
    }
}
