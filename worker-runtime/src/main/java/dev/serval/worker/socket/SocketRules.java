package dev.serval.worker.socket;

import dev.serval.control.config.Origins;
import dev.serval.control.config.WorkerConfig;
import java.time.Duration;

/**
 * What WebSockets go by.
 *
 * @param max open at once
 * @param maxMessageBytes the largest message taken, uncompressed
 * @param ping silence after which a client is asked whether it is there; zero for never
 * @param tolerance how long its answer may take
 * @param silence how long a client may take nothing of what is sent
 * @param origins whose pages may open one
 */
public record SocketRules(
        int max,
        int maxMessageBytes,
        Duration ping,
        Duration tolerance,
        Duration silence,
        Origins origins) {

    /** As configured. */
    public static SocketRules of(WorkerConfig config) {
        WorkerConfig.Sockets sockets = config.sockets();
        return new SocketRules(
                sockets.max(),
                sockets.maxMessageBytes(),
                sockets.ping(),
                sockets.tolerance(),
                config.socketTimeout(),
                new Origins(sockets.origins()));
    }
}
