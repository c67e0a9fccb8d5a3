package dev.serval.master.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.link.LinkCodec;
import dev.serval.control.link.Message;
import dev.serval.control.link.ToChild;
import dev.serval.control.link.ToMaster;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The master's end of every link. A peer is known by its process id (SO_PEERCRED, unix(7)): whoever
 * was not started here is hung up on.
 *
 * <p>Runs on its event loop; {@link #expect} and {@link #send} may be called from any thread.
 */
public final class LinkServer {

    private static final int MAX_LINE_BYTES = 64 * 1024;

    private final Map<Integer, Handover> expected = new ConcurrentHashMap<>();
    private final Map<Integer, Channel> links = new ConcurrentHashMap<>();
    private final BiConsumer<Long, ToMaster> inbox;

    /**
     * @param loops where links live
     * @param address the abstract Unix address to listen on, without its NUL
     * @param inbox takes what children say, with their process id, on the link's loop
     */
    public LinkServer(EventLoopGroup loops, String address, BiConsumer<Long, ToMaster> inbox) {
        this.inbox = inbox;
        new ServerBootstrap()
                .group(loops)
                .channel(EpollServerDomainSocketChannel.class)
                .childHandler(
                        new ChannelInitializer<EpollDomainSocketChannel>() {
                            @Override
                            protected void initChannel(EpollDomainSocketChannel channel)
                                    throws IOException {
                                greet(channel);
                            }
                        })
                .bind(new DomainSocketAddress("\0" + address))
                .syncUninterruptibly();
    }

    /** A child was started and will call; {@code handover} is what it gets. */
    void expect(long pid, Handover handover) {
        expected.put((int) pid, handover);
    }

    /** The child is gone. */
    void forget(long pid) {
        expected.remove((int) pid);
        links.remove((int) pid);
    }

    /**
     * Sends one message; lost without a word if the child has no link (it is dying or not up yet).
     */
    void send(long pid, ToChild message) {
        Channel link = links.get((int) pid);
        if (link != null) {
            write(link, message);
        }
    }

    private void greet(EpollDomainSocketChannel channel) throws IOException {
        int pid = channel.peerCredentials().pid();
        Handover handover = expected.get(pid);
        if (handover == null) {
            channel.close();
            return;
        }
        links.put(pid, channel);
        channel.pipeline()
                .addLast(new LineBasedFrameDecoder(MAX_LINE_BYTES), new Lines(pid, handover));
    }

    private static void write(Channel link, Message message) {
        ByteBuf line = ByteBufUtil.writeUtf8(link.alloc(), LinkCodec.encode(message) + "\n");
        link.writeAndFlush(line, link.voidPromise());
    }

    /** One child's lines. */
    private final class Lines extends SimpleChannelInboundHandler<ByteBuf> {

        private final int pid;
        private final Handover handover;

        Lines(int pid, Handover handover) {
            this.pid = pid;
            this.handover = handover;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            for (FileDescriptor descriptor : handover.descriptors().values()) {
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
                write(ctx.channel(), handover.settings());
            }
            inbox.accept((long) pid, message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
            ctx.close();
        }
    }
}
