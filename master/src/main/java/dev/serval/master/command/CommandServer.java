package dev.serval.master.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.log.EventLog;
import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.StatsJson;
import dev.serval.master.supervise.FleetEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes commands for this server, one line a connection, from the server's own user and from root.
 *
 * <p>Answers with an exit code on the first line and text after it, and closes: {@code socat} will
 * do for a client. A connection that asked for a stop is closed by the server's end.
 */
public final class CommandServer extends ChannelInitializer<Channel> {

    private static final int MAX_LINE_BYTES = 1024;
    private static final int MAX_COMMANDS = 64;
    private static final int OK = 0;
    private static final int USAGE = 2;
    private static final int REFUSED = 5;

    private final int uid;
    private final Supplier<ServerView> view;
    private final Consumer<FleetEvent> events;
    private final Upgrader upgrader;
    private final LogKeeper log;
    private final Queue<Channel> awaitingReload = new ConcurrentLinkedQueue<>();
    private int open;

    /**
     * @param uid the server's user
     * @param view asked for every command that shows something
     * @param events where the others go
     * @param upgrader for one that is no event
     * @param log for those about the log
     */
    public CommandServer(
            int uid,
            Supplier<ServerView> view,
            Consumer<FleetEvent> events,
            Upgrader upgrader,
            LogKeeper log) {
        this.uid = uid;
        this.view = view;
        this.events = events;
        this.upgrader = upgrader;
        this.log = log;
    }

    /** Hands the server over to a new one. */
    @FunctionalInterface
    public interface Upgrader {
        /** Begins; the outcome is told later, on any thread. */
        void begin(BiConsumer<Boolean, String> outcome);
    }

    /** Opens the log anew. The outcome is told later, on any thread. */
    public interface LogKeeper {
        /** Whoever writes to the log writes to the file that has its name now. */
        void reopen(BiConsumer<Boolean, String> outcome);

        /** Gives the log another name first. */
        void rotate(BiConsumer<Boolean, String> outcome);
    }

    /** Writes the server and its workers to the log, a line each. */
    public void logStatus() {
        EventLog.block(StatusText.of(view.get()).stripTrailing());
    }

    LogKeeper log() {
        return log;
    }

    void post(FleetEvent event) {
        events.accept(event);
    }

    void upgrade(BiConsumer<Boolean, String> outcome) {
        upgrader.begin(outcome);
    }

    @Override
    protected void initChannel(Channel channel) throws IOException {
        int peer = ((EpollDomainSocketChannel) channel).peerCredentials().uid();
        if ((peer != uid && peer != 0) || open >= MAX_COMMANDS) {
            channel.close();
            return;
        }
        open++;
        channel.closeFuture().addListener(_ -> open--);
        channel.pipeline().addLast(new LineBasedFrameDecoder(MAX_LINE_BYTES), new Line());
    }

    /** A reload is over; whoever waits for it is told. Any thread. */
    public void reloadEnded(boolean adopted, String outcome) {
        for (Channel each = awaitingReload.poll(); each != null; each = awaitingReload.poll()) {
            reply(each, adopted ? OK : REFUSED, outcome + "\n");
        }
    }

    private static void reply(Channel channel, int code, String text) {
        channel.writeAndFlush(Unpooled.copiedBuffer(code + "\n" + text, UTF_8))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void obey(Channel channel, String... words) {
        switch (words[0]) {
            case "status" -> reply(channel, OK, StatusText.of(view.get()));
            case "status-json" ->
                    reply(
                            channel,
                            OK,
                            new String(StatsJson.of(view.get(), StatsJson.Detail.PATHS), UTF_8));
            case "reload" -> {
                awaitingReload.add(channel);
                boolean chain = words.length > 1 && words[1].equals("chain");
                events.accept(new FleetEvent.ReloadAsked(chain));
            }
            case "upgrade" -> upgrade(answer(channel));
            case "log-reopen" -> log.reopen(answer(channel));
            case "log-rotate" -> log.rotate(answer(channel));
            case "pause" -> {
                events.accept(new FleetEvent.PauseToggled());
                reply(channel, OK, "done\n");
            }
            case "stop" -> events.accept(new FleetEvent.StopAsked());
            case "kill" -> events.accept(new FleetEvent.KillAsked());
            case "workers" -> workers(channel, words);
            default -> reply(channel, USAGE, "unknown command " + words[0] + "\n");
        }
    }

    private static BiConsumer<Boolean, String> answer(Channel channel) {
        return (done, line) -> reply(channel, done ? OK : REFUSED, line + "\n");
    }

    private void workers(Channel channel, String... words) {
        String what = words.length > 1 ? words[1] : "";
        switch (what) {
            case "add" -> events.accept(new FleetEvent.Scale(1));
            case "remove" -> events.accept(new FleetEvent.Scale(-1));
            case "drain", "kill" -> {
                one(channel, what, words.length > 2 ? words[2] : "");
                return;
            }
            default -> {
                reply(channel, USAGE, "workers add, remove, drain NUMBER or kill NUMBER\n");
                return;
            }
        }
        reply(channel, OK, "done\n");
    }

    private void one(Channel channel, String what, String number) {
        for (ServerView.WorkerRow row : view.get().workers()) {
            if (Integer.toString(row.id()).equals(number) && row.pid() != 0) {
                events.accept(
                        what.equals("kill")
                                ? new FleetEvent.Evil(row.child(), row.pid(), "it was asked for")
                                : new FleetEvent.Unfit(
                                        row.child(), row.pid(), "is to be replaced"));
                reply(channel, OK, "done\n");
                return;
            }
        }
        reply(channel, USAGE, "there is no worker `%s`\n".formatted(number));
    }

    private final class Line extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
            obey(ctx.channel(), line.toString(UTF_8).trim().split("\\s+", -1));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
