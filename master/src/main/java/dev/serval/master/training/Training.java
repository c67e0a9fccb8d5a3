package dev.serval.master.training;

import dev.serval.control.log.EventLog;
import dev.serval.master.aot.AotCaches;
import dev.serval.master.aot.CacheFolder;
import dev.serval.master.aot.JvmOptions;
import dev.serval.master.offspring.Offspring;
import dev.serval.master.process.ChildCommand;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the caches that are missing, in the background. Whatever goes wrong costs one line in the
 * log and nothing else. Belongs to the master's thread.
 */
public final class Training {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(2);

    /** No operator's option: the master's own JVM, and children's if nothing is said about them. */
    private static final List<String> PLAIN = List.of();

    private final AotCaches caches;
    private final Optional<Path> link;
    private final EventLoopGroup loops;
    private @Nullable Thread thread;
    private volatile boolean ended;

    /**
     * @param link where the start script looks for the master's, if it does
     * @param loops for what little the master has to do with it
     */
    public Training(AotCaches caches, Optional<Path> link, EventLoopGroup loops) {
        this.caches = caches;
        this.link = link;
        this.loops = loops;
    }

    /** Whether this process is one of a rehearsal's, from whose classes a cache is made. */
    public static boolean isRehearsal() {
        return Boolean.getBoolean(Rehearsal.PROPERTY);
    }

    /**
     * Looks what is missing for children that are started like this and for the next master, and
     * makes it. Does nothing while it is still busy with another.
     */
    public void begin(ChildCommand command) {
        if (ended || (thread != null && thread.isAlive())) {
            return;
        }
        thread = Thread.ofPlatform().daemon().name("training").start(() -> run(command));
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

    private void run(ChildCommand command) {
        try {
            if (missing(command).isEmpty()) {
                linkMasters();
                return;
            }
            caches.folder().make();
            try (FileChannel _ = caches.folder().lock()) {
                caches.folder().sweep(Instant.now());
                learn(command);
            }
        } catch (IOException | InterruptedException e) {
            report(e);
        }
    }

    private void learn(ChildCommand command) throws IOException, InterruptedException {
        Instant begin = Instant.now();
        // Another process may have made them while this one waited.
        Map<String, List<String>> missing = missing(command);
        if (!missing.isEmpty()) {
            Thread self = Thread.currentThread();
            ScheduledFuture<?> limit =
                    loops.schedule(self::interrupt, LIMIT.toSeconds(), TimeUnit.SECONDS);
            make(command, missing);
            limit.cancel(false);
        }
        linkMasters();
        if (!missing.isEmpty()) {
            long took = Duration.between(begin, Instant.now()).toMillis();
            String names = String.join(", ", missing.keySet());
            EventLog.line("start-up cache made in %d ms: %s".formatted(took, names));
        }
    }

    private void report(Exception e) {
        if (!ended) {
            EventLog.line("no start-up cache: " + e);
        }
    }

    /** Names, each with the options chosen for the JVMs that can have it. */
    private Map<String, List<String>> missing(ChildCommand command) {
        Map<String, List<String>> missing = new LinkedHashMap<>();
        for (List<String> chosen :
                List.of(PLAIN, command.routerOptions(), command.workerOptions())) {
            caches.name(ChildCommand.lean(chosen))
                    .filter(caches::missing)
                    .ifPresent(name -> missing.putIfAbsent(name, chosen));
        }
        return missing;
    }

    private void make(ChildCommand command, Map<String, List<String>> missing)
            throws IOException, InterruptedException {
        Path work = caches.folder().workplace();
        try {
            Path classes = rehearse(command, work);
            for (Map.Entry<String, List<String>> each : missing.entrySet()) {
                Path made = create(command, each.getValue(), classes, work.resolve(each.getKey()));
                keep(each.getKey(), each.getValue(), made);
            }
        } catch (IOException e) {
            if (!ended) {
                for (String name : missing.keySet()) {
                    caches.folder().giveUp(name);
                }
            }
            throw e;
        } finally {
            CacheFolder.deleteWorkplace(work);
        }
    }

    private Path rehearse(ChildCommand command, Path work)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>();
        options.add("--classpath=" + command.jar("serval-worker-runtime"));
        options.addAll(said("--jvm-opt=", command.workerOptions()));
        options.addAll(said("--router-jvm-opt=", command.routerOptions()));
        Path script = command.lib().resolveSibling("bin/serval");
        Path java = Path.of(System.getProperty("java.home"));
        try (Rehearsal rehearsal = Rehearsal.start(script, java, options, work)) {
            rehearsal.play();
        }
        return ClassLists.join(work);
    }

    /**
     * Without what would be in the way of the JVMs that serve; nothing if they can have no cache,
     * as with a debugger that listens.
     */
    private List<String> said(String word, List<String> chosen) {
        return caches.name(ChildCommand.lean(chosen)).isEmpty()
                ? List.of()
                : JvmOptions.forTraining(chosen).stream().map(option -> word + option).toList();
    }

    /** A JVM that runs nothing and writes a cache of the classes it is told. */
    private static Path create(ChildCommand command, List<String> chosen, Path classes, Path made)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(Niceness.prefix());
        line.add(command.java().toString());
        line.addAll(ChildCommand.lean(JvmOptions.forTraining(chosen)));
        line.addAll(
                List.of(
                        "-Xshare:dump",
                        "-XX:+AOTClassLinking",
                        "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + made,
                        "-cp",
                        command.jar(ChildCommand.MASTER).toString()));
        Process process =
                Offspring.start(
                        new ProcessBuilder(line)
                                .redirectOutput(Redirect.DISCARD)
                                .redirectError(Redirect.DISCARD));
        try {
            Niceness.goFirst(process.pid());
            int code = process.waitFor();
            if (code != 0 || !Files.exists(made)) {
                throw new IOException("the JVM has written none, exit code " + code);
            }
            return made;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Unless a jar was changed while we were at it. */
    private void keep(String name, List<String> chosen, Path made) throws IOException {
        if (caches.name(ChildCommand.lean(chosen)).filter(name::equals).isPresent()) {
            caches.folder().keep(name, made);
        }
    }

    private void linkMasters() throws IOException {
        Optional<String> name = caches.name(ChildCommand.lean(PLAIN));
        if (link.isPresent() && name.isPresent()) {
            caches.folder().link(link.get(), name.get());
        }
    }
}
