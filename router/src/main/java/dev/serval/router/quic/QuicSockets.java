package dev.serval.router.quic;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicSslEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All UDP sockets of a router. Its methods may be called from any thread. */
public final class QuicSockets {

    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

    private static final int MAX_PACKET_BYTES = 2048;
    private static final int PACKETS_AT_ONCE = 16;
    private static final int SENT_PACKET_BYTES = 1350;
    private static final int MAX_SEGMENTS = 16;
    private static final long MAX_STREAMS = 128;

    /** Control, two of QPACK's, and some that say nothing (RFC 9114 section 6.2.3). */
    private static final long MAX_CONTROL_STREAMS = 8;

    private static final long STREAM_WINDOW_BYTES = 256 * 1024;
    private static final long WINDOW_BYTES = 1024 * 1024;
    private static final long CONTROL_WINDOW_BYTES = 16 * 1024;

    private final EventLoop loop;
    private final ConnectionIds ids = new ConnectionIds();
    private final HalfOpen halfOpen = new HalfOpen();
    private final Map<Long, QuicSocket> byNumber = new HashMap<>();
    private final Predecessors predecessors;
    private boolean followed;

    /**
     * @param loop where all of it happens
     */
    public QuicSockets(EventLoop loop) {
        this.loop = loop;
        this.predecessors = new Predecessors(loop);
    }

    /**
     * Takes over one descriptor; packets wait in its queue until {@link #accept}.
     *
     * @param engines makes what shakes hands with a client
     * @param idle after which silence a connection has ended
     * @param clients initializes channels of connections
     * @throws IOException if the descriptor is no socket
     */
    public void add(
            int fd,
            Function<QuicChannel, QuicSslEngine> engines,
            Duration idle,
            ChannelInitializer<QuicChannel> clients)
            throws IOException {
        long number = number(fd);
        QuicSocket socket = new QuicSocket(number, ids.mark(), predecessors);
        Channel channel =
                new Bootstrap()
                        .group(loop)
                        .channelFactory(() -> new EpollDatagramChannel(fd))
                        .option(ChannelOption.AUTO_READ, false)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(PACKETS_AT_ONCE * MAX_PACKET_BYTES))
                        .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_PACKET_BYTES)
                        .handler(socket)
                        .register()
                        .syncUninterruptibly()
                        .channel();
        ChannelHandler codec = codec(engines, idle, clients);
        loop.submit(
                        () -> {
                            channel.pipeline().addLast(codec);
                            byNumber.put(number, socket);
                        })
                .syncUninterruptibly();
    }

    private ChannelHandler codec(
            Function<QuicChannel, QuicSslEngine> engines,
            Duration idle,
            ChannelInitializer<QuicChannel> clients) {
        return Http3.newQuicServerCodecBuilder()
                .sslEngineProvider(engines)
                .localConnectionIdLength(ConnectionIds.LENGTH)
                .connectionIdAddressGenerator(ids)
                .tokenHandler(new RetryTokens(halfOpen::many, System::currentTimeMillis))
                .maxIdleTimeout(idle.toMillis(), TimeUnit.MILLISECONDS)
                .maxRecvUdpPayloadSize(MAX_PACKET_BYTES)
                .maxSendUdpPayloadSize(SENT_PACKET_BYTES)
                .initialMaxStreamsBidirectional(MAX_STREAMS)
                .initialMaxStreamsUnidirectional(MAX_CONTROL_STREAMS)
                .initialMaxData(WINDOW_BYTES)
                .initialMaxStreamDataBidirectionalRemote(STREAM_WINDOW_BYTES)
                .initialMaxStreamDataUnidirectional(CONTROL_WINDOW_BYTES)
                .option(
                        QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
                        EpollQuicUtils.newSegmentedAllocator(MAX_SEGMENTS))
                .handler(halfOpen.counting(clients))
                .build();
    }

    /** Takes new connections from now on, or does not; those that are open are served anyway. */
    public void accept(boolean on) {
        loop.execute(() -> {
            if (on && !followed) {
                followed = true;
                new Successors(byNumber).listen(loop, ids.mark());
                predecessors.follow(ids.mark(), List.copyOf(byNumber.keySet()));
            }
            byNumber.values().forEach(socket -> socket.admit(on));
        });
    }

    /** Of the socket, the same in every process that has it (proc_pid_fd(5)). */
    private static long number(int fd) throws IOException {
        String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
        Matcher socket = SOCKET.matcher(link);
        if (!socket.matches()) {
            throw new IOException("descriptor %d is no socket: %s".formatted(fd, link));
        }
        return Long.parseLong(socket.group(1));
    }
}
