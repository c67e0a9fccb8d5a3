package dev.serval.worker.shared;

import dev.serval.app.SharedException;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process's connection to the hub, on a thread of its own, opened when it is used first. Answers
 * find who asked by their id. Any thread.
 */
final class HubLink implements Line {

    /** What the hub says of its own, on the connection's thread. */
    @FunctionalInterface
    interface Listener {
        /** A message, a call, or what is not so any more. */
        void said(Frame frame);
    }

    /** The hub does nothing that takes long; that is for a master that hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So that what the hub sends on fits, too. */
    private static final int MOST_FIELD_BYTES = Frame.MOST_BYTES - 1024;

    private final String address;
    private final Listener listener;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, Question> waiting = new ConcurrentHashMap<>();
    private @Nullable MultiThreadIoEventLoopGroup loops;
    private @Nullable Channel channel;
    private boolean closed;

    /**
     * @param arriving is given the answer on the connection's thread, before anything that comes
     *     after it
     */
    private record Question(CompletableFuture<Frame> answer, Consumer<Frame> arriving) {}

    /**
     * @param address the hub's abstract Unix address, without its NUL
     */
    HubLink(String address, Listener listener) {
        this.address = address;
        this.listener = listener;
    }

    @Override
    public Frame ask(Duration wait, Word word, Object... fields) {
        return ask(wait, _ -> {}, Frame.of(lastId.incrementAndGet(), word, fields));
    }

    /**
     * Asks what is answered at once.
     *
     * @param arriving is given the answer on the connection's thread, in the order of what the hub
     *     says
     */
    Frame ask(Consumer<Frame> arriving, Word word, Object... fields) {
        return ask(Duration.ZERO, arriving, Frame.of(lastId.incrementAndGet(), word, fields));
    }

    private Frame ask(Duration wait, Consumer<Frame> arriving, Frame frame) {
        Question question = new Question(new CompletableFuture<>(), arriving);
        waiting.put(frame.id(), question);
        try {
            send(frame);
            Frame answered =
                    question.answer.get(wait.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
            if (answered.word() == Word.REFUSED) {
                throw new SharedException(answered.text(0));
            }
            return answered;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SharedException("interrupted while the master was asked");
        } catch (ExecutionException | TimeoutException e) {
            throw new SharedException("the master does not answer");
        } finally {
            waiting.remove(frame.id());
        }
    }

    @Override
    public void send(Frame frame) {
        Channel open = connected();
        int size = frame.fields().stream().mapToInt(field -> field.length).sum();
        if (size > MOST_FIELD_BYTES) {
            throw new SharedException("%d bytes are too many".formatted(size));
        }
        open.writeAndFlush(Unpooled.wrappedBuffer(frame.encode()), open.voidPromise());
    }

    @Override
    public synchronized void leave() {
        if (channel != null && channel.isActive()) {
            send(Frame.of(0, Word.LEAVE));
        }
    }

    private synchronized Channel connected() {
        Channel open = channel;
        if (open != null && open.isActive()) {
            return open;
        }
        if (closed || open != null) {
            // There is one master in a process's life, and it does not hang up.
            throw new SharedException("the master is gone");
        }
        loops =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("hub", true), EpollIoHandler.newFactory());
        var connecting =
                new Bootstrap()
                        .group(loops)
                        .channel(EpollDomainSocketChannel.class)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel made) {
                                        made.pipeline()
                                                .addLast(
                                                        new LengthFieldBasedFrameDecoder(
                                                                Frame.MOST_BYTES,
                                                                0,
                                                                Frame.LENGTH_BYTES,
                                                                0,
                                                                Frame.LENGTH_BYTES),
                                                        new Frames());
                                    }
                                })
                        .connect(new DomainSocketAddress("\0" + address))
                        .awaitUninterruptibly();
        if (!connecting.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new SharedException("the master cannot be reached");
        }
        channel = connecting.channel();
        return connecting.channel();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (channel != null) {
            channel.close();
        }
        if (loops != null) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    /** What comes from the hub. */
    private final class Frames extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
            Frame frame = Frame.decode(bytes.nioBuffer());
            switch (frame.word()) {
                case MESSAGE, CALLED, STALE -> listener.said(frame);
                default -> answered(frame);
            }
        }

        private void answered(Frame frame) {
            Question question = waiting.remove(frame.id());
            if (question != null) {
                question.arriving.accept(frame);
                question.answer.complete(frame);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            waiting.values()
                    .forEach(question ->
                            question.answer.completeExceptionally(
                                    new SharedException("the master is gone")));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
            ctx.close();
        }
    }
}
