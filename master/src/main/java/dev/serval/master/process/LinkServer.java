package dev.serval.master.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.link.AcceptPause;
import dev.serval.control.link.LinkCodec;
import dev.serval.control.link.Message;
import dev.serval.control.link.ToChild;
import dev.serval.control.link.ToMaster;
import dev.serval.master.supervise.ChildId;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The master's end of every link. A peer is known by its process id (SO_PEERCRED, unix(7)): whoever
 * was not started here is hung up on.
 *
 * <p>Runs on its event loop; {@link #start} and {@link #tell} may be called from any thread.
 */
public final class LinkServer {

    private static final int MAX_LINE_BYTES = 64 * 1024;

    /** Takes what children say, on the link's loop. */
    @FunctionalInterface
    public interface Inbox {
        /** The child with this process id said this. */
        void said(ChildId id, long pid, ToMaster message);
    }

    /**
     * @param change of our output before it was started
     */
    private record Expected(ChildId id, Handover handover, int change) {}

    private final Map<Integer, Expected> expected = new ConcurrentHashMap<>();
    private final Map<Integer, Channel> links = new ConcurrentHashMap<>();
    private final Inbox inbox;
    private final Channel listener;
    private volatile int change;

    /**
     * @param loops where links live
     * @param address the abstract Unix address to listen on, without its NUL
     */
    public LinkServer(EventLoopGroup loops, String address, Inbox inbox) {
        this.inbox = inbox;
        this.listener =
                new ServerBootstrap()
                        .group(loops)
                        .channel(EpollServerDomainSocketChannel.class)
                        .handler(new AcceptPause("master", () -> true))
                        .childHandler(
                                new ChannelInitializer<EpollDomainSocketChannel>() {
                                    @Override
                                    protected void initChannel(EpollDomainSocketChannel channel)
                                            throws IOException {
                                        greet(channel);
                                    }
                                })
                        .bind(new DomainSocketAddress("\0" + address))
                        .syncUninterruptibly()
                        .channel();
    }

    /** Takes nobody new, and hangs up on all. */
    public void close() {
        listener.close();
        links.values().forEach(Channel::close);
    }

    /**
     * Starts a child that will call, as one step: it may call before its number is known here.
     *
     * @throws IOException if there can be no process
     */
    synchronized Process start(Launcher launcher, ChildId id, int seat, Handover handover)
            throws IOException {
        int before = change;
        Process process = launcher.start(id, seat, handover);
        expected.put((int) process.pid(), new Expected(id, handover, before));
        return process;
    }

    /** All children that were started and not yet reaped; any thread. */
    public Stream<ProcessHandle> children() {
        return expected.keySet().stream().map(ProcessHandle::of).flatMap(Optional::stream);
    }

    /** Whether a process was started here, and is not yet reaped; any thread. */
    public boolean isChild(long pid) {
        return expected.containsKey((int) pid);
    }

    /**
     * The child is gone.
     *
     * @return whether it had called
     */
    boolean forget(long pid) {
        expected.remove((int) pid);
        return links.remove((int) pid) != null;
    }

    /**
     * Sends one message; lost without a word if the child has no link (it is dying or not up yet).
     *
     * @return whether it has one
     */
    public boolean tell(long pid, ToChild message) {
        Channel link = links.get((int) pid);
        if (link != null) {
            write(link, message);
        }
        return link != null;
    }

    private synchronized void greet(EpollDomainSocketChannel channel) throws IOException {
        int pid = channel.peerCredentials().pid();
        Expected child = expected.get(pid);
        if (child == null) {
            channel.close();
            return;
        }
        if (links.containsKey(pid)) {
            channel.pipeline().addLast(new OutputSender());
            return;
        }
        channel.pipeline()
                .addLast(new LineBasedFrameDecoder(MAX_LINE_BYTES), new Lines(pid, child));
    }

    /**
     * Our own standard output leads to another file since now: every child is told, those too that
     * are on their way. Event loop.
     *
     * @param number how many times that has happened
     * @return the links of those that will say {@link ToMaster.Writes}, by process id
     */
    public Map<Integer, Channel> outputChanged(int number) {
        change = number;
        Map<Integer, Channel> told = Map.copyOf(links);
        told.values().forEach(link -> write(link, new ToChild.Output(number)));
        return told;
    }

    private static void write(Channel link, Message message) {
        ByteBuf line = ByteBufUtil.writeUtf8(link.alloc(), LinkCodec.encode(message) + "\n");
        link.writeAndFlush(line, link.voidPromise());
    }

    /** One child's lines. */
    private final class Lines extends SimpleChannelInboundHandler<ByteBuf> {

        private final int pid;
        private final Expected child;

        Lines(int pid, Expected child) {
            this.pid = pid;
            this.child = child;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            for (FileDescriptor descriptor : child.handover.descriptors().values()) {
                ctx.write(descriptor, ctx.voidPromise());
            }
            ctx.flush();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
            if (!(LinkCodec.decode(line.toString(UTF_8)) instanceof ToMaster message)) {
                return;
            }
            if (message instanceof ToMaster.Hello) {
                // Not before: until it has said so it takes descriptors, and no lines.
                links.put(pid, ctx.channel());
                write(ctx.channel(), child.handover.settings());
                if (child.change != change) {
                    write(ctx.channel(), new ToChild.Output(change));
                }
            }
            inbox.said(child.id, pid, message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
            ctx.close();
        }
    }
}
