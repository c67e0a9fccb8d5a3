package dev.serval.worker.serve;

import dev.serval.uwsgi.Trunk;
import dev.serval.uwsgi.UwsgiRequestDecoder;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trunks of this worker's routers, by the names they have given them. Loop only. */
final class Trunks {

    /** A trunk that is open, or was, or will be, and its lanes. */
    private static final class Named {
        final IntObjectMap<Lane> lanes = new IntObjectHashMap<>();
        @Nullable Trunk open;

        boolean unused() {
            return open == null && lanes.isEmpty();
        }
    }

    private final Map<String, Named> byName = new HashMap<>();
    private final Receipts receipts;

    Trunks(Receipts receipts) {
        this.receipts = receipts;
    }

    /** A connection whose short packets and answers may come and go on a trunk. */
    final class Lane implements Trunk.Lane {

        private final Named trunk;
        private final int number;
        private final Channel channel;
        private final Receipts.@Nullable Receipt receipt = receipts.take();
        private boolean came;

        private Lane(Named trunk, int number, Channel channel) {
            this.trunk = trunk;
            this.number = number;
            this.channel = channel;
        }

        @Override
        public Channel channel() {
            return channel;
        }

        @Override
        public void coming() {
            came = true;
        }

        /** The request is about to begin, on a core's thread; if it came here, it counts. */
        void begins() {
            if (came && receipt != null) {
                came = false;
                receipt.count();
            }
        }

        /** Where it is told what has come; null if nothing may come on the trunk. */
        @Nullable String receipt() {
            return receipt == null ? null : receipt.toString();
        }

        /**
         * Answers on the trunk, if it is there and can carry this; takes the answer over then.
         *
         * @return whether it did
         */
        boolean send(ByteBuf answer) {
            Trunk by = trunk.open;
            if (by == null || !by.takes(answer.readableBytes())) {
                return false;
            }
            by.send(number, answer);
            return true;
        }

        private void closed(String name) {
            trunk.lanes.remove(number, this);
            if (receipt != null) {
                receipt.giveBack();
            }
            forget(name, trunk);
        }
    }

    /** Whether this ping makes its connection a trunk. */
    static boolean isTrunk(Vars ping) {
        return ping.has(Wire.TRUNK) && !ping.has(Wire.LANE);
    }

    /** The connection is one from now on; no packet is read there any more. */
    void add(Vars ping, Channel channel) {
        String name = String.valueOf(ping.get(Wire.TRUNK));
        Named named = byName.computeIfAbsent(name, _ -> new Named());
        Trunk trunk = new Trunk(named.lanes);
        named.open = trunk;
        trunk.open(channel);
        channel.pipeline().replace(UwsgiRequestDecoder.class, null, trunk);
        channel.closeFuture().addListener(_ -> closed(name, named, trunk));
    }

    private void closed(String name, Named named, Trunk trunk) {
        // A router that was without lanes for a moment may have opened another one meanwhile.
        if (trunk.equals(named.open)) {
            named.open = null;
            forget(name, named);
        }
    }

    private void forget(String name, Named named) {
        if (named.unused()) {
            byName.remove(name, named);
        }
    }

    /** The lane that a ping makes of its connection; null if it makes none. */
    @Nullable Lane lane(Vars ping, Channel channel) {
        String name = ping.get(Wire.TRUNK);
        String number = ping.get(Wire.LANE);
        if (name == null || number == null || !number.matches("\\d{1,9}")) {
            return null;
        }
        Named named = byName.computeIfAbsent(name, _ -> new Named());
        Lane lane = new Lane(named, Integer.parseInt(number), channel);
        named.lanes.put(lane.number, lane);
        channel.closeFuture().addListener(_ -> lane.closed(name));
        return lane;
    }
}
