package dev.serval.master.training;

import dev.serval.control.link.Role;
import dev.serval.control.log.EventLog;
import dev.serval.master.aot.AotCaches;
import dev.serval.master.aot.CacheFolder;
import dev.serval.master.aot.JvmOptions;
import dev.serval.master.offspring.Offspring;
import dev.serval.master.process.ChildCommand;
import dev.serval.master.process.Preload;
import dev.serval.master.process.Surroundings;
import dev.serval.master.socket.Activation;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.SocketOpener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the caches that are missing, in the background. Whatever goes wrong costs one line in the
 * log and nothing else. Belongs to the master's thread.
 */
public final class Training {

    private static final int BACKLOG = 16;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(2);

    private final AotCaches caches;
    private final EventLoopGroup loops;
    private final UnaryOperator<String> addresses;
    private @Nullable Thread thread;
    private volatile boolean ended;

    /**
     * @param loops for what little the master has to do with it
     * @param addresses makes an abstract address of a purpose
     */
    public Training(AotCaches caches, EventLoopGroup loops, UnaryOperator<String> addresses) {
        this.caches = caches;
        this.loops = loops;
        this.addresses = addresses;
    }

    /**
     * Looks what is missing for children that are started like this, and makes it. Does nothing
     * while it is still busy with another.
     */
    public void begin(ChildCommand command, Set<Role> roles) {
        if (ended || (thread != null && thread.isAlive())) {
            return;
        }
        thread = Thread.ofPlatform().daemon().name("training").start(() -> run(command, roles));
    }

    /** Kills what it has started. */
    public void end() {
        ended = true;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(ChildCommand command, Set<Role> roles) {
        Thread self = Thread.currentThread();
        if (missing(command, roles).isEmpty()) {
            return;
        }
        CacheFolder folder = caches.folder();
        try {
            folder.make();
            try (FileChannel _ = folder.lock()) {
                folder.sweep(Instant.now());
                Map<Role, String> missing = missing(command, roles);
                if (missing.isEmpty()) {
                    return;
                }
                ScheduledFuture<?> limit =
                        loops.schedule(self::interrupt, LIMIT.toSeconds(), TimeUnit.SECONDS);
                make(command, missing);
                limit.cancel(false);
            }
        } catch (IOException | ListenException | InterruptedException e) {
            report(e);
        }
    }

    private void report(Exception e) {
        if (!ended) {
            EventLog.line("no start-up cache: " + e);
        }
    }

    /** Another process may have made them while this one waited. */
    private Map<Role, String> missing(ChildCommand command, Set<Role> roles) {
        Map<Role, String> names = new EnumMap<>(Role.class);
        for (Role role : roles) {
            caches.missing(role, command.options(role)).ifPresent(n -> names.put(role, n));
        }
        return names;
    }

    private void make(ChildCommand command, Map<Role, String> names)
            throws IOException, ListenException, InterruptedException {
        Instant begin = Instant.now();
        Path work = caches.folder().workplace();
        Recording recording = new Recording(work, names);
        SocketOpener opener =
                new SocketOpener(
                        loops, BACKLOG, new ChannelInboundHandlerAdapter(), new Activation(0));
        try {
            try (Scene scene = Scene.set(opener, addresses.apply("training-workers"), work);
                    Rehearsal rehearsal =
                            new Rehearsal(scene, as(command, recording.run()), loops, addresses)) {
                rehearsal.play();
            }
            for (Map.Entry<Role, String> each : names.entrySet()) {
                create(as(command, recording.creation()), each.getKey(), work);
                keep(command, each.getKey(), each.getValue(), recording);
            }
            Duration took = Duration.between(begin, Instant.now());
            EventLog.line(
                    "start-up cache made in %d ms: %s"
                            .formatted(took.toMillis(), String.join(", ", names.values())));
        } catch (IOException e) {
            if (!ended) {
                giveUp(names);
            }
            throw e;
        } finally {
            CacheFolder.deleteWorkplace(work);
        }
    }

    private void giveUp(Map<Role, String> names) throws IOException {
        for (String name : names.values()) {
            caches.folder().giveUp(name);
        }
    }

    /** The same JVM, without what would be in the way of the one that serves. */
    private static ChildCommand as(ChildCommand command, Preload preload) {
        return new ChildCommand(
                command.java(),
                command.lib(),
                JvmOptions.forTraining(command.workerOptions()),
                JvmOptions.forTraining(command.routerOptions()),
                List.of(),
                preload,
                Surroundings.ours());
    }

    private static void create(ChildCommand command, Role role, Path work)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(Niceness.prefix());
        line.addAll(command.jvm(role));
        Process process =
                Offspring.start(
                        new ProcessBuilder(line)
                                .directory(work.toFile())
                                .redirectOutput(Redirect.DISCARD)
                                .redirectError(Redirect.DISCARD));
        try {
            Niceness.goFirst(process.pid());
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException(
                        "the JVM cannot write one for the %s, exit code %d"
                                .formatted(role.word(), code));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Unless a jar was changed while we were at it. */
    private void keep(ChildCommand command, Role role, String name, Recording recording)
            throws IOException {
        Path made = recording.made(role);
        if (!Files.exists(made)) {
            throw new IOException("the JVM has written none for the " + role.word());
        }
        if (caches.name(role, command.options(role)).filter(name::equals).isPresent()) {
            caches.folder().keep(name, made);
        }
    }
}
