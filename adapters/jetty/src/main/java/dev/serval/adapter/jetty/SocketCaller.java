package dev.serval.adapter.jetty;

import dev.serval.app.Request;
import java.lang.reflect.Constructor;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.MemoryEndPointPipe;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.Invocable;
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
        pipe = pipe(connector, getRemoteSocketAddress());
        pipe.setLocalEndPointMaxCapacity(MAX_UNREAD_BYTES);
        pipe.setRemoteEndPointMaxCapacity(MAX_UNREAD_BYTES);
        before = new NotYet(pipe.getRemoteEndPoint(), connector);
        pipe.getRemoteEndPoint().setConnection(before);
    }

    /** Jetty 12.1 takes buffers from a pool, 12.0 has no word for it. */
    private static MemoryEndPointPipe pipe(Connector connector, SocketAddress address) {
        Consumer<Invocable.Task> threads =
                task -> ThreadPool.executeImmediately(connector.getExecutor(), task);
        Constructor<?> made = MemoryEndPointPipe.class.getConstructors()[0];
        Object[] given =
                made.getParameterCount() == 3
                        ? new Object[] {connector.getScheduler(), threads, address}
                        : new Object[] {
                            connector.getScheduler(),
                            connector.getByteBufferPool(),
                            threads,
                            address
                        };
        try {
            return (MemoryEndPointPipe) made.newInstance(given);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Jetty is not supported", e);
        }
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
