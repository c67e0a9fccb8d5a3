package dev.serval.master.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.log.EventLog;
import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.StatsJson;
import dev.serval.master.supervise.FleetEvent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What an operator may ask of a running server, in words. Any thread. */
public final class Commands {

    private static final int OK = 0;
    private static final int USAGE = 2;
    private static final int REFUSED = 5;

    private final Supplier<ServerView> view;
    private final Consumer<FleetEvent> events;
    private final Upgrader upgrader;
    private final LogKeeper log;
    private final Queue<Reply> awaitingReload = new ConcurrentLinkedQueue<>();

    /**
     * @param view asked for every command that shows something
     * @param events where the others go
     * @param upgrader for one that is no event
     * @param log for those about the log
     */
    public Commands(
            Supplier<ServerView> view,
            Consumer<FleetEvent> events,
            Upgrader upgrader,
            LogKeeper log) {
        this.view = view;
        this.events = events;
        this.upgrader = upgrader;
        this.log = log;
    }

    /** Who has asked. */
    @FunctionalInterface
    public interface Reply {
        /**
         * Said once, perhaps on another thread; never, where the server ends.
         *
         * @param code an exit code of the command line
         * @param text for people, with its line feed
         */
        void tell(int code, String text);
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

    /** A reload is over; whoever waits for it is told. */
    public void reloadEnded(boolean adopted, String outcome) {
        for (Reply each = awaitingReload.poll(); each != null; each = awaitingReload.poll()) {
            each.tell(adopted ? OK : REFUSED, outcome + "\n");
        }
    }

    /** Carries out one line. */
    public void obey(String line, Reply reply) {
        String[] words = line.trim().split("\\s+", -1);
        switch (words[0]) {
            case "status" -> reply.tell(OK, StatusText.of(view.get()));
            case "memory" -> reply.tell(OK, MemoryText.of(view.get()));
            case "status-json" ->
                    reply.tell(
                            OK,
                            new String(StatsJson.of(view.get(), StatsJson.Detail.PATHS), UTF_8));
            case "reload" -> {
                awaitingReload.add(reply);
                boolean chain = words.length > 1 && words[1].equals("chain");
                events.accept(new FleetEvent.ReloadAsked(chain));
            }
            case "upgrade" -> upgrade(outcome(reply));
            case "log-reopen" -> log.reopen(outcome(reply));
            case "log-rotate" -> log.rotate(outcome(reply));
            case "pause" -> {
                events.accept(new FleetEvent.PauseToggled());
                reply.tell(OK, "done\n");
            }
            case "stop" -> events.accept(new FleetEvent.StopAsked());
            case "kill" -> events.accept(new FleetEvent.KillAsked());
            case "workers" -> workers(reply, words);
            case "threads" -> threads(reply, words.length > 1 ? words[1] : "");
            default -> reply.tell(USAGE, "unknown command " + words[0] + "\n");
        }
    }

    private static BiConsumer<Boolean, String> outcome(Reply reply) {
        return (done, line) -> reply.tell(done ? OK : REFUSED, line + "\n");
    }

    private void workers(Reply reply, String... words) {
        String what = words.length > 1 ? words[1] : "";
        switch (what) {
            case "add" -> events.accept(new FleetEvent.Scale(1));
            case "remove" -> events.accept(new FleetEvent.Scale(-1));
            case "drain", "kill" -> {
                one(
                        reply,
                        words.length > 2 ? words[2] : "",
                        row -> {
                            events.accept(
                                    what.equals("kill")
                                            ? new FleetEvent.Evil(
                                                    row.child(), row.pid(), "it was asked for")
                                            : new FleetEvent.Unfit(
                                                    row.child(), row.pid(), "is to be replaced"));
                            reply.tell(OK, "done\n");
                        });
                return;
            }
            default -> {
                reply.tell(USAGE, "workers add, remove, drain NUMBER or kill NUMBER\n");
                return;
            }
        }
        reply.tell(OK, "done\n");
    }

    private void threads(Reply reply, String number) {
        one(
                reply,
                number,
                row ->
                        Thread.ofPlatform()
                                .daemon()
                                .name("thread-dump")
                                .start(() -> ThreadDump.take(row.pid(), reply)));
    }

    private void one(Reply reply, String number, Consumer<ServerView.WorkerRow> then) {
        for (ServerView.WorkerRow row : view.get().workers()) {
            if (Integer.toString(row.id()).equals(number) && row.pid() != 0) {
                then.accept(row);
                return;
            }
        }
        reply.tell(USAGE, "there is no worker `%s`\n".formatted(number));
    }
}
