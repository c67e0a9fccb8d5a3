package dev.serval.master.emperor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.log.EventLog;
import dev.serval.control.signal.PosixSignal;
import dev.serval.master.server.Installation;
import dev.serval.master.socket.ListenException;
import dev.serval.master.supervise.ExitStatus;
import dev.serval.master.systemd.Notifier;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a server running for each file. Belongs to the main thread. */
public final class Emperor {

    private static final String READY = "READY=1";
    private static final String STOPPING = "STOPPING=1";
    private static final String STATUS = "STATUS=";
    private static final String MAIN_PID = "MAINPID=";

    private final EmperorPlan plan;
    private final Installation installation;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final Map<String, VassalProcess> running = new HashMap<>();
    private final Realm realm;
    private final Empire empire;
    private Set<String> complaints = Set.of();
    private boolean ending;
    private int started;
    private volatile byte[] document = new byte[0];

    private Emperor(EmperorPlan plan, Installation installation) {
        this.plan = plan;
        this.installation = installation;
        this.realm = new Realm(plan.folders(), plan.tyrant());
        this.empire = new Empire(plan.longestDelay());
    }

    /**
     * Rules until it is told to end and all vassals have ended.
     *
     * @return the exit code
     * @throws ListenException if its statistics cannot be told there
     * @throws IOException if the pid file cannot be written
     * @throws InterruptedException never in an Emperor
     */
    public static int run(EmperorPlan plan, Installation installation)
            throws ListenException, IOException, InterruptedException {
        Emperor emperor = new Emperor(plan, installation);
        try (StatsDoor door = new StatsDoor(plan.stats(), emperor.loops, () -> emperor.document)) {
            return emperor.rule(door);
        } finally {
            emperor.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private int rule(StatsDoor door) throws IOException, InterruptedException {
        long pid = ProcessHandle.current().pid();
        PosixSignal.TERM.handle(() -> news.add(new News.StopAsked()));
        PosixSignal.INT.handle(() -> news.add(new News.StopAsked()));
        PosixSignal.HUP.handle(() -> news.add(new News.ReloadAsked()));
        EventLog.line(
                "*** Starting Serval %s as Emperor of %s (pid: %d) ***"
                        .formatted(installation.version(), String.join(", ", plan.folders()), pid));
        door.where().forEach(at -> EventLog.line("emperor stats bound on " + at));
        if (!plan.pidFile().isEmpty()) {
            Files.writeString(Path.of(plan.pidFile()), pid + "\n", UTF_8);
        }
        Notifier systemd = Notifier.of(System.getenv(), pid, loops, false);
        try {
            look();
            systemd.ready();
            while (!empire.ended()) {
                systemd.alive(Instant.now());
                publish();
                hear(news.poll(plan.frequency().toMillis(), TimeUnit.MILLISECONDS), systemd);
            }
            return 0;
        } finally {
            if (!plan.pidFile().isEmpty()) {
                Files.deleteIfExists(Path.of(plan.pidFile()));
            }
        }
    }

    private void hear(@Nullable News one, Notifier systemd) {
        switch (one) {
            case null -> look();
            case News.Said(String id, String line) -> said(id, line);
            case News.Ended ended -> ended(ended);
            case News.ReloadAsked() -> {
                EventLog.line("[emperor] SIGHUP received: all vassals read their files again");
                look();
                empire.reloadAll().forEach(this::obey);
            }
            case News.StopAsked() -> {
                systemd.stopping();
                stop();
            }
        }
    }

    private void stop() {
        if (ending) {
            empire.killAll().forEach(this::obey);
            return;
        }
        ending = true;
        EventLog.line(
                "[emperor] all vassals finish their requests; a second signal ends them at once");
        empire.stopAll(Instant.now()).forEach(this::obey);
    }

    /** A folder that cannot be read for a moment is no reason to stop anybody. */
    private void look() {
        Set<String> now = new HashSet<>();
        try {
            Realm.View view = realm.look();
            now.addAll(view.refused());
            empire.seen(view.files().values(), Instant.now()).forEach(this::obey);
        } catch (IOException e) {
            now.add("the folder cannot be read, vassals stay as they are: " + e);
        }
        now.stream()
                .filter(line -> !complaints.contains(line))
                .forEach(line -> EventLog.line("[emperor] " + line));
        complaints = now;
    }

    private void obey(Order order) {
        String id = order.id();
        VassalProcess process = running.get(id);
        switch (order) {
            case Order.Spawn(VassalFile file) -> spawn(file);
            case Order.Reload _ when process != null -> {
                EventLog.line("[emperor] reload the vassal " + id);
                process.reload();
            }
            case Order.Stop _ when process != null -> {
                EventLog.line("[emperor] stop the vassal " + id);
                process.stop();
            }
            case Order.Kill _ when process != null -> process.kill();
            case Order.Reload _, Order.Stop _, Order.Kill _ -> {}
        }
    }

    private void spawn(VassalFile file) {
        String address =
                "serval/%d-%s/vassal-%d"
                        .formatted(ProcessHandle.current().pid(), installation.run(), ++started);
        try {
            VassalProcess process =
                    VassalProcess.start(file, plan.tyrant(), address, loops, news::add);
            running.put(file.id(), process);
            EventLog.line(
                    "[emperor] vassal %s has been spawned (pid: %d)"
                            .formatted(file.id(), process.pid()));
        } catch (IOException e) {
            EventLog.line(
                    "[emperor] vassal %s cannot be spawned: %s"
                            .formatted(file.id(), e.getMessage()));
            empire.exited(file.id(), false, Instant.now());
        }
    }

    private void said(String id, String line) {
        VassalProcess process = running.get(id);
        if (process == null) {
            return;
        }
        if (line.equals(READY)) {
            EventLog.line("[emperor] vassal %s is ready to accept requests".formatted(id));
            empire.ready(id, Instant.now()).forEach(this::obey);
        } else if (line.equals(STOPPING)) {
            empire.leaving(id);
        } else if (line.startsWith(STATUS)) {
            process.says(line.substring(STATUS.length()));
        } else if (line.matches(MAIN_PID + "\\d{1,10}")) {
            process.succeededBy(Long.parseLong(line.substring(MAIN_PID.length())));
        }
    }

    private void ended(News.Ended ended) {
        VassalProcess process = running.get(ended.id());
        if (process == null || process.pid() != ended.pid()) {
            return;
        }
        process.close();
        running.remove(ended.id());
        EventLog.line(
                "[emperor] vassal %s (pid: %d) is gone%s"
                        .formatted(
                                ended.id(),
                                ended.pid(),
                                ended.code() < 0 ? "" : ", " + new ExitStatus(ended.code())));
        empire.exited(ended.id(), ended.code() <= 0, Instant.now()).forEach(this::obey);
        empire.next(ended.id(), Instant.now())
                .ifPresent(words -> EventLog.line("[emperor] vassal " + words));
    }

    private void publish() {
        if (plan.stats().isEmpty()) {
            return;
        }
        List<EmperorJson.Entry> entries = empire.rows().stream().map(this::entry).toList();
        document = EmperorJson.of(installation.version(), plan, entries);
    }

    private EmperorJson.Entry entry(Empire.Row row) {
        VassalProcess process = running.get(row.file().id());
        return process == null
                ? new EmperorJson.Entry(row, -1, "")
                : new EmperorJson.Entry(row, process.pid(), process.status());
    }
}
