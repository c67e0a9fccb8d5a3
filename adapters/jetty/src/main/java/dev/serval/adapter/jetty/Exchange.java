package dev.serval.adapter.jetty;

import dev.serval.app.BodyWriter;
import dev.serval.app.LateAnswer;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, between the worker and the engine.
 *
 * <p>{@link #run} is the core's thread: the servlet runs on it, and it stays until the answer is
 * complete, whoever completes it. Everything else may be called from any thread, one at a time.
 */
public final class Exchange implements HttpStream {

    private static final int SWITCHING = 101;
    private static final int FIRST_FINAL = 200;

    private final Request request;
    private final LateAnswer.Start start;
    private final Caller caller;
    private final HttpChannel channel;
    private final RequestBody body;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final AtomicReference<@Nullable Callback> sending = new AtomicReference<>();
    private boolean over;
    private volatile boolean committed;
    private @Nullable Response whole;
    private @Nullable BodyWriter out;
    private @Nullable Exception brokenPeer;
    private volatile @Nullable Throwable failure;

    /**
     * @param connector that is asked for threads, clocks and buffers
     * @param rules of HTTP
     */
    public Exchange(
            Connector connector, HttpConfiguration rules, Request request, LateAnswer.Start start) {
        this.request = request;
        this.start = start;
        this.caller =
                RequestHead.isSocket(request)
                        ? new SocketCaller(connector, rules, request)
                        : new Caller(connector, rules, request);
        this.channel = new HttpChannelState(caller);
        this.body =
                new RequestBody(
                        request.body(),
                        RequestHead.length(request, caller),
                        channel,
                        connector.getExecutor());
    }

    /**
     * Asks the engine.
     *
     * @return the answer; null if it was begun here, and is complete
     * @throws Exception if it broke off
     */
    public @Nullable Response run() throws Exception {
        channel.setHttpStream(this);
        channel.initialize();
        channel.onRequest(RequestHead.of(request, caller)).run();
        try {
            complete.await();
        } catch (InterruptedException e) {
            giveUp(e);
            throw e;
        }
        return result();
    }

    private synchronized @Nullable Response result() throws Exception {
        over = true;
        Throwable fault = failure;
        if (brokenPeer != null) {
            throw brokenPeer;
        }
        if (fault != null) {
            throw new BrokenAnswer(fault);
        }
        return whole;
    }

    /** The request's time is over; what still works on it must not write any more. */
    private void giveUp(InterruptedException why) {
        synchronized (this) {
            over = true;
        }
        Runnable told = channel.onFailure(new IOException("the request was given up", why));
        if (told != null) {
            told.run();
        }
    }

    @Override
    public String getId() {
        return caller.getId();
    }

    @Override
    public Content.@Nullable Chunk read() {
        return body.read();
    }

    @Override
    public void demand() {
        body.demand();
    }

    @Override
    public void prepareResponse(HttpFields.Mutable headers) {}

    @Override
    public void send(
            MetaData.Request head,
            MetaData.@Nullable Response response,
            boolean last,
            @Nullable ByteBuffer content,
            Callback callback) {
        sending.set(callback);
        try {
            send(response, last, content == null ? ByteBuffer.allocate(0) : content);
        } catch (IOException | RuntimeException e) {
            if (sending.compareAndSet(callback, null)) {
                callback.failed(e);
            }
            return;
        }
        if (sending.compareAndSet(callback, null)) {
            callback.succeeded();
        }
    }

    private synchronized void send(
            MetaData.@Nullable Response response, boolean last, ByteBuffer content)
            throws IOException {
        if (over) {
            throw new EofException("the request is over");
        }
        if (response == null) {
            write(content, last);
            return;
        }
        int status = response.getStatus();
        if (status == SWITCHING) {
            committed = true;
            whole = SocketBridge.opening(caller, channel, response.getHttpFields());
        } else if (status >= FIRST_FINAL) {
            committed = true;
            commit(status, response.getHttpFields(), last, content);
        }
    }

    private void commit(int status, HttpFields fields, boolean last, ByteBuffer content)
            throws IOException {
        if (last) {
            whole = AnswerParts.whole(request.method(), status, fields, content);
            return;
        }
        out = start.begin(status, AnswerParts.headers(fields));
        write(content, false);
    }

    /** What the servlet flushes leaves at once; the end leaves when the core is done. */
    private void write(ByteBuffer content, boolean last) throws IOException {
        BodyWriter writer = out;
        if (writer == null) {
            return;
        }
        try {
            AnswerParts.write(content, writer);
            if (!last) {
                writer.flush();
            }
        } catch (IOException e) {
            brokenPeer = e;
            throw new EofException(e);
        }
    }

    /** Jetty 12.1 has it. */
    public Runnable cancelSend(Throwable cause, Callback callback) {
        Callback cancelled = sending.getAndSet(null);
        return () -> Callback.combine(cancelled, callback).failed(cause);
    }

    @Override
    public long getIdleTimeout() {
        return -1;
    }

    @Override
    public void setIdleTimeout(long millis) {}

    @Override
    public boolean isCommitted() {
        return committed;
    }

    /** What is left of the body is the worker's affair. */
    @Override
    public @Nullable Throwable consumeAvailable() {
        return null;
    }

    @Override
    public void succeeded() {
        complete.countDown();
    }

    @Override
    public void failed(Throwable fault) {
        failure = fault;
        complete.countDown();
    }
}
