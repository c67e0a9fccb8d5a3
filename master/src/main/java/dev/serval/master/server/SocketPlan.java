package dev.serval.master.server;

import dev.serval.control.config.WorkerConfig;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.SocketOptions;
import java.time.Duration;

/** How WebSockets are kept, from what the operator has written. */
final class SocketPlan {

    private SocketPlan() {}

    /**
     * @throws OptionException if the router would cut what the worker still keeps
     */
    static WorkerConfig.Sockets of(OptionValues values) {
        Duration ping = values.get(SocketOptions.PING);
        Duration idle = values.get(SocketOptions.IDLE);
        if (idle.compareTo(ping) <= 0) {
            throw OptionException.combination(
                    "--websockets-idle is %d ms, and a quiet WebSocket is asked only after %d ms; make it longer than --websockets-ping-freq"
                            .formatted(idle.toMillis(), ping.toMillis()));
        }
        return new WorkerConfig.Sockets(
                values.get(SocketOptions.WEBSOCKETS),
                Math.toIntExact(values.get(SocketOptions.MAX_SIZE)),
                ping,
                values.get(SocketOptions.TOLERANCE),
                values.all(SocketOptions.ORIGINS));
    }
}
