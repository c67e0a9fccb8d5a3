package dev.serval.router.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.board.Scoreboard;
import dev.serval.control.link.Member;
import dev.serval.uwsgi.UwsgiHead;
import dev.serval.uwsgi.UwsgiRequestDecoder;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trunks to a listener of this process, as if it were a worker. */
class TrunksTest {

    private static final int SECONDS = 20;
    private static final long OURS = ProcessHandle.current().pid();

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final String shared = "serval-test-" + UUID.randomUUID();
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Vars> pings = new LinkedBlockingQueue<>();
    private final EmbeddedChannel lane = new EmbeddedChannel();
    private final Trunks trunks;

    TrunksTest(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("board"));
        trunks = new Trunks(loop, shared, Scoreboard.map(file, new Scoreboard.Shape(1, 1)));
    }

    @AfterEach
    void end() {
        group.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void listen(long pid) {
        new ServerBootstrap()
                .group(group)
                .channel(EpollServerDomainSocketChannel.class)
                .childHandler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline().addLast(new UwsgiRequestDecoder(4096, 64));
                                channel.pipeline().addLast(new Pings());
                                accepted.add(channel);
                            }
                        })
                .bind(new DomainSocketAddress("\0" + Member.address(shared, pid)))
                .syncUninterruptibly();
    }

    private final class Pings extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof UwsgiHead head) {
                pings.add(head.vars());
            }
        }
    }

    private <T> T onLoop(Supplier<T> work) throws Exception {
        return loop.submit(work::get).get(SECONDS, TimeUnit.SECONDS);
    }

    private Lane add(long pid) throws Exception {
        return onLoop(() -> trunks.add(pid, trunks.next(), lane, Vars.of()));
    }

    private Channel next() throws Exception {
        Channel channel = accepted.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(channel).isNotNull();
        return channel;
    }

    @Test
    void aTrunkSaysWhoseItIs() throws Exception {
        listen(OURS);
        add(OURS);

        Vars ping = pings.poll(SECONDS, TimeUnit.SECONDS);
        Vars lanes = trunks.lane(1);
        assertThat(ping.get(Wire.TRUNK)).isNotNull().isEqualTo(lanes.get(Wire.TRUNK));
        assertThat(ping.has(Wire.LANE)).isFalse();
        assertThat(lanes.has(Wire.LANE)).isTrue();
    }

    @Test
    void theAddressOfAWorkerThatSomebodyElseHasTakenIsLeft() throws Exception {
        listen(OURS + 1);
        add(OURS + 1);

        next().closeFuture().sync();
        assertThat(pings).isEmpty();
        assertThat(lane.isOpen()).isTrue();
    }

    @Test
    void aTrunkEndsWithItsLastLane() throws Exception {
        listen(OURS);
        Lane one = add(OURS);
        Lane two = add(OURS);
        Channel trunk = next();
        pings.poll(SECONDS, TimeUnit.SECONDS);

        onLoop(() -> remove(one));
        assertThat(trunk.isOpen()).isTrue();
        onLoop(() -> remove(two));
        trunk.closeFuture().sync();
    }

    private boolean remove(Lane lane) {
        trunks.remove(OURS, lane);
        return true;
    }

    @Test
    void lanesThatATrunkLeavesBehindAreClosed() throws Exception {
        listen(OURS);
        add(OURS);
        Channel trunk = next();
        pings.poll(SECONDS, TimeUnit.SECONDS);

        CountDownLatch closed = new CountDownLatch(1);
        lane.closeFuture().addListener(_ -> closed.countDown());
        trunk.close();

        assertThat(closed.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatHasComeIsReadBeforeALaneIsTakenForBroken() throws Exception {
        listen(OURS);
        Lane one = add(OURS);
        FileDescriptor worker = ((UnixChannel) next()).fd();
        pings.poll(SECONDS, TimeUnit.SECONDS);
        ByteBuf answer = Unpooled.directBuffer().writeInt(one.number()).writeInt(1).writeByte('x');

        // On the loop, so that it cannot have been read by itself.
        Object read =
                onLoop(() -> {
                    write(worker, answer);
                    trunks.remove(OURS, one);
                    return lane.readInbound();
                });

        assertThat(((ByteBuf) read).toString(US_ASCII)).isEqualTo("x");
        ((ByteBuf) read).release();
        answer.release();
    }

    private static void write(FileDescriptor to, ByteBuf bytes) {
        try {
            to.write(bytes.nioBuffer(), 0, bytes.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
