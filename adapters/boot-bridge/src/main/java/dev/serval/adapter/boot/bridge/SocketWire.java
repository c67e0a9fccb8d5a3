package dev.serval.adapter.boot.bridge;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SendfileDataBase;
import org.apache.tomcat.util.net.SendfileState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * A connection in memory, as Tomcat's WebSocket wants one: it reads frames that wait in a queue,
 * never waiting itself, and writes into a {@link FrameSink}, waiting for slow clients.
 */
final class SocketWire extends SocketWrapperBase<NioChannel> implements WebConnection {

    /** Asked for how it reads and writes, and never started. */
    private static final NioEndpoint UNBOUND = new NioEndpoint();

    static {
        UNBOUND.setUseAsyncIO(false);
    }

    private final ConcurrentLinkedQueue<ByteBuffer> input = new ConcurrentLinkedQueue<>();
    private final FrameSink sink;
    private final Consumer<SocketEvent> dispatcher;
    private volatile boolean ended;

    SocketWire(FrameSink sink, Consumer<SocketEvent> dispatcher) {
        super(new NioChannel(null), UNBOUND);
        this.sink = sink;
        this.dispatcher = dispatcher;
    }

    void offer(ByteBuffer frame) {
        input.add(frame);
    }

    /** Nothing follows what waits. */
    void end() {
        ended = true;
    }

    boolean hasInput() {
        return !input.isEmpty();
    }

    @Override
    public int read(boolean block, byte[] target, int offset, int length) {
        return read(block, ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public int read(boolean block, ByteBuffer to) {
        ByteBuffer from = input.peek();
        if (from == null) {
            return ended ? -1 : 0;
        }
        int count = transfer(from, to);
        if (!from.hasRemaining()) {
            input.remove();
        }
        return count;
    }

    @Override
    public boolean isReadyForRead() {
        return ended || hasInput();
    }

    @Override
    protected void writeBlocking(ByteBuffer from) throws IOException {
        sink.accept(from);
    }

    @Override
    protected void writeBlocking(byte[] from, int offset, int length) throws IOException {
        sink.accept(ByteBuffer.wrap(from, offset, length));
    }

    @Override
    protected void writeNonBlocking(ByteBuffer from) throws IOException {
        sink.accept(from);
    }

    @Override
    protected void writeNonBlocking(byte[] from, int offset, int length) throws IOException {
        sink.accept(ByteBuffer.wrap(from, offset, length));
    }

    @Override
    protected void doWrite(boolean block, ByteBuffer from) throws IOException {
        sink.accept(from);
    }

    @Override
    public boolean flush(boolean block) {
        return false;
    }

    @Override
    protected boolean flushNonBlocking() {
        return false;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public boolean hasDataToWrite() {
        return false;
    }

    @Override
    public void close() {
        closed.set(true);
    }

    @Override
    protected void doClose() {}

    @Override
    public void processSocket(SocketEvent event, boolean dispatch) {
        dispatcher.accept(event);
    }

    @Override
    public void execute(Runnable task) {
        Thread.ofVirtual().start(task);
    }

    @Override
    public void registerReadInterest() {}

    @Override
    public void registerWriteInterest() {}

    @Override
    public void setAppReadBufHandler(ApplicationBufferHandler handler) {}

    @Override
    protected void populateRemoteHost() {}

    @Override
    protected void populateRemoteAddr() {}

    @Override
    protected void populateRemotePort() {}

    @Override
    protected void populateLocalName() {}

    @Override
    protected void populateLocalAddr() {}

    @Override
    protected void populateLocalPort() {}

    @Override
    public SendfileDataBase createSendfileData(String file, long position, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SendfileState processSendfile(SendfileDataBase data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doClientAuth(SSLSupport support) {}

    @Override
    public @Nullable SSLSupport getSslSupport() {
        return null;
    }

    @Override
    protected <A> OperationState<A> newOperationState(
            boolean read,
            ByteBuffer[] buffers,
            int offset,
            int length,
            BlockingMode block,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionCheck check,
            CompletionHandler<Long, ? super A> handler,
            Semaphore semaphore,
            VectoredIOCompletionHandler<A> completion) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServletInputStream getInputStream() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServletOutputStream getOutputStream() {
        throw new UnsupportedOperationException();
    }
}
