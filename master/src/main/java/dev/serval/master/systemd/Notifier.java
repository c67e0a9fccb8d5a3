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

    /** Who speaks for the service. systemd listens to its main process, and warns of others. */
    private enum Voice {
        /** A server before us, until we serve. */
        BEFORE,
        OURS,
        /** One after us. */
        AFTER
    }

    private final @Nullable Channel channel;
    private final Duration beat;
    private Instant nextBeat = Instant.MIN;
    private String status = "";
    private volatile Voice voice;

    private Notifier(@Nullable Channel channel, Duration beat, Voice voice) {
        this.channel = channel;
        this.beat = beat;
        this.voice = voice;
    }

    /**
     * Reads who wants to be told.
     *
     * @param pid our own process
     * @param successor whether another server speaks until we are ready
     */
    public static Notifier of(
            Map<String, String> environment, long pid, EventLoopGroup loops, boolean successor) {
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
            if (successor) {
                // Whoever waited for the first server to serve is gone.
                return silent();
            }
            EventLog.line("nobody listens at NOTIFY_SOCKET: " + connected.cause().getMessage());
            return silent();
        }
        return new Notifier(
                connected.channel(), beat(environment, pid), successor ? Voice.BEFORE : Voice.OURS);
    }

    private static Notifier silent() {
        return new Notifier(null, Duration.ZERO, Voice.OURS);
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
        if (voice == Voice.BEFORE) {
            voice = Voice.OURS;
        }
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

    /**
     * Another process is the service's main one from now on, and we say nothing more. On the event
     * loop.
     *
     * @param said run when it has been said, or cannot be
     */
    public void handOver(long pid, Runnable said) {
        Channel to = channel;
        if (to == null) {
            said.run();
            return;
        }
        voice = Voice.AFTER;
        to.writeAndFlush(Unpooled.copiedBuffer("MAINPID=" + pid, UTF_8))
                .addListener(_ -> said.run());
    }

    /** One line for {@code systemctl status}; sent when it has changed. */
    public void status(String line) {
        if (voice == Voice.OURS && !line.equals(status)) {
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
        if (to != null && voice == Voice.OURS) {
            to.writeAndFlush(Unpooled.copiedBuffer(lines, UTF_8));
        }
    }
}
