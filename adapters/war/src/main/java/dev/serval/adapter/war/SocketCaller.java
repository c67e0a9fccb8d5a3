package dev.serval.adapter.war;

import dev.serval.app.Request;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.MemoryEndPointPipe;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * The connection of a request that asks for a WebSocket: a pipe in memory, of which the engine has
 * one end and {@link SocketBridge} the other.
 */
final class SocketCaller extends Caller {

    /** Bytes that wait in each direction. */
    private static final int MAX_UNREAD_BYTES = 128 * 1024;

    private final MemoryEndPointPipe pipe;
    private final Connection before;

    SocketCaller(Connector connector, HttpConfiguration rules, Request request) {
        super(connector, rules, request);
        pipe =
                new MemoryEndPointPipe(
                        connector.getScheduler(),
                        connector.getByteBufferPool(),
                        task -> ThreadPool.executeImmediately(connector.getExecutor(), task),
                        getRemoteSocketAddress());
        pipe.setLocalEndPointMaxCapacity(MAX_UNREAD_BYTES);
        pipe.setRemoteEndPointMaxCapacity(MAX_UNREAD_BYTES);
        before = new NotYet(pipe.getRemoteEndPoint(), connector);
        pipe.getRemoteEndPoint().setConnection(before);
    }

    /** The client's end. */
    EndPoint clientEnd() {
        return pipe.getLocalEndPoint();
    }

    /** The engine's end. */
    EndPoint engineEnd() {
        return pipe.getRemoteEndPoint();
    }

    @Override
    public Connection getConnection() {
        return before;
    }

    /** What is replaced when the engine agrees. */
    private static final class NotYet extends AbstractConnection {

        NotYet(EndPoint end, Connector connector) {
            super(end, connector.getExecutor());
        }

        @Override
        public void onFillable() {}
    }
}
