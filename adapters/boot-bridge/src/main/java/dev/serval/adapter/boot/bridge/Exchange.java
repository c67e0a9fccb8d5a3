package dev.serval.adapter.boot.bridge;

import dev.serval.app.LateAnswer;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.ErrorState;
import org.apache.coyote.UpgradeToken;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.DispatchType;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, between the worker and Tomcat.
 *
 * <p>{@link #run} is the core's thread: the servlet runs on it, and it stays until the answer is
 * complete. What other threads have for the container (complete, dispatch, an error, bytes that
 * came) waits in a queue for it, so that there is one container thread, with no socket to lock.
 */
final class Exchange extends AbstractProcessor {

    private static final Log LOG = LogFactory.getLog(Exchange.class);

    /** How often an asynchronous request is looked at, whatever its timeout. */
    private static final long TICK_MILLIS = 1000;

    private final BlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();
    private final Executor threads;
    private final dev.serval.app.Request asked;
    private final RequestHead head;
    private final RequestBody body;
    private final Answer answer;
    private boolean served;

    Exchange(
            Adapter adapter,
            Executor threads,
            dev.serval.app.Request asked,
            LateAnswer.Start start) {
        super(adapter);
        this.threads = threads;
        this.asked = asked;
        this.head = new RequestHead(asked);
        this.body = new RequestBody(asked.body(), head.length());
        this.answer = new Answer(response, start, asked.method().equals("HEAD"));
        request.setInputBuffer(body);
        response.setOutputBuffer(answer);
    }

    /**
     * Asks the program.
     *
     * @return the answer; null if it was begun here, and is complete
     * @throws Exception if it broke off
     */
    dev.serval.app.@Nullable Response run() throws Exception {
        head.fill(request);
        SocketState state = process(null, SocketEvent.OPEN_READ);
        try {
            while (state == SocketState.LONG) {
                state = next();
            }
        } catch (InterruptedException e) {
            giveUp(e);
            throw e;
        }
        return answer.result(getErrorState().isIoAllowed() ? null : broken());
    }

    private SocketState next() throws IOException, InterruptedException {
        long timeout = getAsyncTimeout();
        long wait = timeout > 0 ? Math.min(TICK_MILLIS, timeout + 1) : TICK_MILLIS;
        SocketEvent event = events.poll(wait, TimeUnit.MILLISECONDS);
        if (event == null) {
            timeoutAsync(System.currentTimeMillis());
            return SocketState.LONG;
        }
        if (event == SocketEvent.TIMEOUT && (!isAsync() || !checkAsyncTimeoutGeneration())) {
            return isAsync() ? SocketState.LONG : SocketState.CLOSED;
        }
        if (event == SocketEvent.ERROR) {
            blame(new IOException("the exchange broke off"));
        }
        return process(null, event);
    }

    private BrokenAnswer broken() {
        return new BrokenAnswer(request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
    }

    private void blame(IOException fault) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null) {
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, fault);
        }
    }

    /** The request's time is over; what still works on it is told, and must not write any more. */
    private void giveUp(InterruptedException why) {
        answer.end();
        blame(new IOException("the request was given up", why));
        try {
            process(null, SocketEvent.ERROR);
        } catch (IOException | RuntimeException e) {
            LOG.debug("the end of a request that was given up", e);
        }
    }

    @Override
    protected SocketState service(@Nullable SocketWrapperBase<?> none) {
        if (served) {
            return SocketState.CLOSED;
        }
        served = true;
        request.getRequestProcessor().setStage(org.apache.coyote.Constants.STAGE_SERVICE);
        try {
            getAdapter().service(request, response);
        } catch (Exception | LinkageError e) {
            LOG.error("Error processing request", e);
            response.setStatus(500);
            setErrorState(ErrorState.CLOSE_CLEAN, e);
            getAdapter().log(request, response, 0);
        }
        if (isAsync() && getErrorState().isIoAllowed()) {
            return SocketState.LONG;
        }
        request.updateCounters();
        return dispatchEndRequest();
    }

    @Override
    protected SocketState dispatchEndRequest() {
        if (getErrorState().isIoAllowed()) {
            action(ActionCode.COMMIT, null);
        }
        request.getRequestProcessor().setStage(org.apache.coyote.Constants.STAGE_ENDED);
        return SocketState.CLOSED;
    }

    @Override
    protected void prepareResponse() {
        answer.commit();
    }

    /** The end leaves when the core is done. */
    @Override
    protected void finishResponse() {}

    @Override
    protected void flush() throws IOException {
        answer.flush();
    }

    /** Writes wait for slow clients. */
    @Override
    protected boolean isReadyForWrite() {
        return true;
    }

    @Override
    protected boolean flushBufferedWrite() {
        return false;
    }

    @Override
    protected int available(boolean doRead) {
        return body.available();
    }

    @Override
    protected boolean isRequestBodyFullyRead() {
        return body.finished();
    }

    @Override
    protected void registerReadInterest() {
        Thread.ofVirtual()
                .start(() -> {
                    body.readAhead();
                    events.add(SocketEvent.OPEN_READ);
                });
    }

    /** A form that was kept over a login. */
    @Override
    protected void setRequestBody(ByteChunk replayed) {
        byte[] kept = replayed == null ? new byte[0] : replayed.getBytes();
        int length = replayed == null ? 0 : replayed.getLength();
        int from = replayed == null ? 0 : replayed.getStart();
        request.setInputBuffer(
                new RequestBody(new java.io.ByteArrayInputStream(kept, from, length), length));
    }

    /** The router has told the client to go on, if it asked. */
    @Override
    protected void ack(ContinueResponseTiming timing) {}

    @Override
    protected void earlyHints() {}

    @Override
    protected void setSwallowResponse() {
        answer.end();
    }

    /** What is left of the body is the worker's affair. */
    @Override
    protected void disableSwallowRequest() {}

    @Override
    protected boolean isTrailerFieldsReady() {
        return true;
    }

    @Override
    protected boolean getPopulateRequestAttributesFromSocket() {
        return false;
    }

    @Override
    protected ServletConnection getServletConnection() {
        return new Wire(
                Long.toString(System.identityHashCode(this)),
                asked.protocol(),
                asked.scheme().equals("https"));
    }

    @Override
    protected void doHttpUpgrade(UpgradeToken token) {
        answer.upgrade(token);
    }

    @Override
    protected void processSocketEvent(SocketEvent event, boolean dispatch) {
        events.add(event);
    }

    @Override
    protected void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    protected void executeDispatches() {
        Iterator<DispatchType> dispatches = getIteratorAndClearDispatches();
        while (dispatches != null && dispatches.hasNext()) {
            events.add(dispatches.next().getSocketStatus());
        }
    }

    @Override
    public void pause() {}

    @Override
    protected Log getLog() {
        return LOG;
    }
}
