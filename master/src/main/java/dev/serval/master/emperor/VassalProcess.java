package dev.serval.master.emperor;

import dev.serval.control.log.EventLog;
import dev.serval.master.offspring.Offspring;
import dev.serval.master.process.Accounts;
import dev.serval.master.process.Launcher;
import dev.serval.master.systemd.NotifySocket;
import io.netty.channel.EventLoopGroup;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A running vassal: a server like any other, in the folder of its file, that tells us of itself as
 * it would tell systemd. Belongs to the Emperor's thread.
 */
final class VassalProcess implements AutoCloseable {

    private static final int MOST_SHOWN = 200;

    private final NotifySocket notified;
    private final Consumer<News> news;
    private final String id;
    private ProcessHandle process;
    private String status = "";

    private VassalProcess(
            String id, ProcessHandle process, NotifySocket notified, Consumer<News> news) {
        this.id = id;
        this.process = process;
        this.notified = notified;
        this.news = news;
    }

    /**
     * Starts it.
     *
     * @param asOwner whether it runs as the owner of its file
     * @param address where it says how it is: an abstract address, without its mark
     * @param loops hear it
     * @throws IOException if no process can be made
     */
    static VassalProcess start(
            VassalFile file,
            boolean asOwner,
            String address,
            EventLoopGroup loops,
            Consumer<News> news)
            throws IOException {
        NotifySocket notified =
                new NotifySocket(
                        loops, address, line -> news.accept(new News.Said(file.id(), line)));
        try {
            Process process = Offspring.start(builder(file, asOwner, address));
            process.onExit()
                    .thenAccept(ended ->
                            news.accept(new News.Ended(file.id(), ended.pid(), ended.exitValue())));
            return new VassalProcess(file.id(), process.toHandle(), notified, news);
        } catch (IOException e) {
            notified.close();
            throw e;
        }
    }

    private static ProcessBuilder builder(VassalFile file, boolean asOwner, String address) {
        List<String> words = new ArrayList<>();
        Optional<Accounts.User> owner =
                asOwner ? Accounts.user(Integer.toString(file.uid())) : Optional.empty();
        if (asOwner) {
            words.addAll(
                    List.of(
                            "setpriv",
                            owner.isPresent() ? "--init-groups" : "--clear-groups",
                            "--reuid",
                            Integer.toString(file.uid()),
                            "--regid",
                            Integer.toString(file.gid())));
        }
        words.add(Path.of(System.getProperty("serval.home", ""), "bin", "serval").toString());
        words.add(file.path().toString());
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(file.folder().toFile())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(Launcher.MASTERS_OWN);
        environment.put("NOTIFY_SOCKET", "@" + address);
        environment.put(Launcher.EMPEROR, Long.toString(ProcessHandle.current().pid()));
        environment.put(EventLog.SPEAKER_VARIABLE, file.id());
        owner.ifPresent(user -> environment.put("HOME", user.home()));
        return builder;
    }

    long pid() {
        return process.pid();
    }

    /** What it says of itself, for people. */
    String status() {
        return status;
    }

    void says(String text) {
        status = text.substring(0, Math.min(text.length(), MOST_SHOWN));
    }

    /**
     * A successor has taken over, which this one has started. Anybody on this machine may say so:
     * it is looked up.
     */
    void succeededBy(long pid) {
        ProcessHandle.of(pid)
                .filter(next -> next.parent().filter(process::equals).isPresent())
                .ifPresent(next -> {
                    process = next;
                    next.onExit().thenAccept(_ -> news.accept(new News.Ended(id, pid, -1)));
                });
    }

    /** Finishes its requests and ends. */
    void stop() {
        process.destroy();
    }

    /** Ends at once, with all that it has started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Reads its file again. */
    void reload() {
        try {
            Offspring.start(
                    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD));
        } catch (IOException e) {
            EventLog.line("[emperor] cannot signal vassal %s: %s".formatted(id, e.getMessage()));
        }
    }

    @Override
    public void close() {
        notified.close();
    }
}
