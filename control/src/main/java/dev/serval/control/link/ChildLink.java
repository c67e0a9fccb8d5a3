package dev.serval.control.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A child's end of the link.
 *
 * <p>The master names the address and what it will send in the environment ({@link #ADDRESS},
 * {@link #SENT}); the child takes the descriptors, says Hello, and reads lines from then on.
 * Everything runs on the loop given to {@link #open}.
 */
public final class ChildLink {

    /** Environment variable: the abstract Unix address of the master, without its leading NUL. */
    public static final String ADDRESS = "SERVAL_LINK";

    /** Environment variable: the names of the descriptors to come, in order, parted by commas. */
    public static final String SENT = "SERVAL_DESCRIPTORS";

    /** Environment variable: this child's number. */
    public static final String SLOT = "SERVAL_SLOT";

    /** Environment variable: this worker's seat on the scoreboard, 1 and up. */
    public static final String SEAT = "SERVAL_SEAT";

    /** Environment variable: the abstract Unix address that workers share, without its NUL. */
    public static final String WORKERS = "SERVAL_WORKERS_ADDRESS";

    /** How often a child says that it is alive, in seconds. */
    public static final int BEAT_SECONDS = 1;

    private static final int MAX_LINE_BYTES = 1 << 20;

    /** What a child does with its link. All are called on the link's loop. */
    public interface Owner {
        /** All descriptors have arrived; Hello follows. */
        void handed(Descriptors descriptors);

        /** The master said something. */
        void told(ToChild message);

        /** End of file: the master is gone, or has replaced itself. */
        void lost();
    }

    private final Owner owner;
    private final ToMaster.Hello hello;
    private final String[] names;
    private final Map<String, Integer> received = new LinkedHashMap<>();
    private final DomainSocketAddress address;
    private final Channel channel;

    private ChildLink(EventLoop loop, Role role, Map<String, String> env, Owner owner) {
        this.owner = owner;
        this.hello = new ToMaster.Hello(role, Integer.parseInt(env.getOrDefault(SLOT, "0")));
        this.names = env.getOrDefault(SENT, "").split(",");
        this.address = new DomainSocketAddress("\0" + env.getOrDefault(ADDRESS, ""));
        this.channel = call(loop, new Receiver()).syncUninterruptibly().channel();
    }

    private ChannelFuture call(EventLoop loop, ChannelHandler receiver) {
        return new Bootstrap()
                .group(loop)
                .channel(EpollDomainSocketChannel.class)
                .option(
                        EpollChannelOption.DOMAIN_SOCKET_READ_MODE,
                        DomainSocketReadMode.FILE_DESCRIPTORS)
                .handler(receiver)
                .connect(address);
    }

    /**
     * Connects and begins to receive; {@link Owner#handed} comes later, on {@code loop}.
     *
     * @throws io.netty.channel.ChannelException if the master is not there
     */
    public static ChildLink open(EventLoop loop, Role role, Map<String, String> env, Owner owner) {
        Orphan.watch();
        ChildLink link = new ChildLink(loop, role, env, owner);
        OpenJars.upTo(owner.getClass());
        return link;
    }

    /** Sends one message; may be called from any thread. */
    public void send(ToMaster message) {
        write(channel, message);
    }

    /** Sends one message and waits until the kernel has it; not for event loops. */
    public void sendAndWait(ToMaster message) {
        ByteBuf line = Unpooled.copiedBuffer(LinkCodec.encode(message) + "\n", UTF_8);
        channel.writeAndFlush(line).awaitUninterruptibly(1000);
    }

    private static void write(Channel channel, Message message) {
        ByteBuf line = ByteBufUtil.writeUtf8(channel.alloc(), LinkCodec.encode(message) + "\n");
        channel.writeAndFlush(line, channel.voidPromise());
    }

    /** Takes the descriptors, then makes room for the lines. */
    private final class Receiver extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            received.put(names[received.size()], ((FileDescriptor) message).intValue());
            if (received.size() < names.length) {
                return;
            }
            ((EpollDomainSocketChannel) ctx.channel())
                    .config()
                    .setReadMode(DomainSocketReadMode.BYTES);
            ChannelPipeline pipeline = ctx.pipeline();
            pipeline.addLast(new LineBasedFrameDecoder(MAX_LINE_BYTES), new Lines());
            pipeline.remove(this);
            owner.handed(new Descriptors(received));
            write(ctx.channel(), hello);
            ctx.channel()
                    .eventLoop()
                    .scheduleAtFixedRate(
                            () -> write(ctx.channel(), new ToMaster.Beat()),
                            BEAT_SECONDS,
                            BEAT_SECONDS,
                            TimeUnit.SECONDS);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            owner.lost();
        }
    }

    private final class Lines extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
            Message message = LinkCodec.decode(line.toString(UTF_8));
            if (message instanceof ToChild.Output(int change)) {
                call(ctx.channel().eventLoop(), new OutputReceiver(ChildLink.this, change));
            } else if (message instanceof ToChild order) {
                owner.told(order);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            owner.lost();
        }
    }
}
