package dev.serval.router.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.uwsgi.Wire;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrunkTest {

    private static final int FIRST = 7;
    private static final int SECOND = 8;

    private final EmbeddedChannel first = new EmbeddedChannel();
    private final EmbeddedChannel second = new EmbeddedChannel();
    private final Trunk trunk = new Trunk();
    private final EmbeddedChannel channel;

    TrunkTest() {
        trunk.add(FIRST, first);
        trunk.add(SECOND, second);
        channel = new EmbeddedChannel(trunk);
    }

    private static ByteBuf frame(int lane, String answer) {
        return Unpooled.buffer()
                .writeInt(lane)
                .writeInt(answer.length())
                .writeBytes(answer.getBytes(US_ASCII));
    }

    private static List<String> came(EmbeddedChannel lane) {
        List<String> all = new ArrayList<>();
        for (ByteBuf piece = lane.readInbound(); piece != null; piece = lane.readInbound()) {
            all.add(piece.toString(US_ASCII));
            piece.release();
        }
        return all;
    }

    @Test
    void answersThatComeTogetherGoToTheirLanes() {
        channel.writeInbound(Unpooled.wrappedBuffer(frame(SECOND, "two"), frame(FIRST, "one")));

        assertThat(came(first)).containsExactly("one");
        assertThat(came(second)).containsExactly("two");
    }

    @Test
    void anAnswerMayComeOneByteAtATime() {
        ByteBuf all = Unpooled.wrappedBuffer(frame(FIRST, "one"), frame(SECOND, ""));
        while (all.isReadable()) {
            channel.writeInbound(all.readRetainedSlice(1));
        }
        all.release();

        assertThat(came(first)).containsExactly("one");
        assertThat(came(second)).containsExactly("");
        assertThat(channel.isActive()).isTrue();
    }

    @Test
    void anAnswerToALaneThatHasGoneIsDropped() {
        trunk.remove(first);
        ByteBuf late = frame(FIRST, "one");
        channel.writeInbound(late, frame(SECOND, "two"));

        assertThat(came(first)).isEmpty();
        assertThat(came(second)).containsExactly("two");
        assertThat(late.refCnt()).isZero();
    }

    @Test
    void aLengthThatCannotBeEndsTheTrunk() {
        channel.writeInbound(
                Unpooled.buffer().writeInt(FIRST).writeInt(Wire.TRUNK_ANSWER_BYTES + 1));

        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void theTrunkEndsWithItsLastLane() {
        trunk.remove(first);
        assertThat(channel.isActive()).isTrue();

        trunk.remove(second);
        assertThat(channel.isActive()).isFalse();
        assertThat(trunk.isEmpty()).isTrue();
    }

    @Test
    void lanesThatAreLeftBehindAreClosed() {
        channel.freezeTime();
        channel.pipeline().fireChannelInactive();
        assertThat(first.isOpen()).isTrue();

        channel.advanceTimeBy(2, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isFalse();
    }

    @Test
    void whatHasComeIsReadBeforeALaneIsTakenForBroken() throws Exception {
        Path address = Files.createTempDirectory("serval-trunk").resolve("sock");
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try (ServerSocketChannel listening =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(address));
            Trunk real = new Trunk();
            real.add(FIRST, first);
            new Bootstrap()
                    .group(loops)
                    .channel(EpollDomainSocketChannel.class)
                    .handler(real)
                    .connect(new DomainSocketAddress(address.toFile()))
                    .sync();
            try (SocketChannel worker = listening.accept()) {
                // On the loop, so that it cannot have read it by itself.
                List<String> seen =
                        loops.submit(
                                        () -> {
                                            worker.write(frame(FIRST, "one").nioBuffer());
                                            real.drain();
                                            return came(first);
                                        })
                                .get();

                assertThat(seen).containsExactly("one");
            }
        } finally {
            loops.shutdownGracefully();
        }
    }
}
