package dev.serval.master.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.log.EventLog;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says to the socket in {@code NOTIFY_SOCKET} what becomes of this server, in the words of
 * sd_notify(3). Without that variable it says nothing. Belongs to the master's thread.
 */
public final class Notifier {

    private static final int NANOS_PER_MICRO = 1000;

    private final @Nullable Channel channel;
    private final Duration beat;
    private Instant nextBeat = Instant.MIN;
    private String status = "";

    private Notifier(@Nullable Channel channel, Duration beat) {
        this.channel = channel;
        this.beat = beat;
    }

    /**
     * Reads who wants to be told.
     *
     * @param pid our own process
     */
    public static Notifier of(Map<String, String> environment, long pid, EventLoopGroup loops) {
        String path = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (path.isEmpty()) {
            return silent();
        }
        if (!path.startsWith("/") && !path.startsWith("@")) {
            EventLog.line("NOTIFY_SOCKET is no Unix socket, nobody is told anything: " + path);
            return silent();
        }
        ChannelFuture connected =
                new Bootstrap()
                        .group(loops)
                        .channel(EpollDomainDatagramChannel.class)
                        .handler(new ChannelInboundHandlerAdapter())
                        .connect(
                                new DomainSocketAddress(
                                        path.startsWith("@") ? "\0" + path.substring(1) : path))
                        .awaitUninterruptibly();
        if (!connected.isSuccess()) {
            EventLog.line("nobody listens at NOTIFY_SOCKET: " + connected.cause().getMessage());
            return silent();
        }
        return new Notifier(connected.channel(), beat(environment, pid));
    }

    private static Notifier silent() {
        return new Notifier(null, Duration.ZERO);
    }

    /** Half of what the watchdog allows; zero if there is none, or it watches somebody else. */
    static Duration beat(Map<String, String> environment, long pid) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String watched = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
        return micros.matches("\\d{1,18}") && watched.equals(Long.toString(pid))
                ? Duration.ofNanos(Long.parseLong(micros) * NANOS_PER_MICRO / 2)
                : Duration.ZERO;
    }

    /** The server serves, for the first time or after a reload. */
    public void ready() {
        send("READY=1");
    }

    /** A reload begins. */
    public void reloading() {
        // systemd compares with CLOCK_MONOTONIC, which is what nanoTime reads on Linux.
        send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / NANOS_PER_MICRO);
    }

    /** The server is about to end. */
    public void stopping() {
        send("STOPPING=1");
    }

    /** One line for {@code systemctl status}; sent when it has changed. */
    public void status(String line) {
        if (!line.equals(status)) {
            status = line;
            send("STATUS=" + line);
        }
    }

    /** The master's loop goes round. */
    public void alive(Instant now) {
        if (!beat.isZero() && !now.isBefore(nextBeat)) {
            nextBeat = now.plus(beat);
            send("WATCHDOG=1");
        }
    }

    private void send(String lines) {
        Channel to = channel;
        if (to != null) {
            to.writeAndFlush(Unpooled.copiedBuffer(lines, UTF_8));
        }
    }
}
