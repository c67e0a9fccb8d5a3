package dev.serval.master.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.option.OptionException;
import dev.serval.master.log.LogFile;
import dev.serval.master.offspring.Offspring;
import dev.serval.master.systemd.NotifySocket;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code --daemonize}: the same server in a session of its own, with its output in a file. A JVM
 * cannot fork, so it is started a second time; it tells this one when it serves, as it would tell
 * systemd.
 */
final class Detached {

    private static final String ADDRESS = "serval/daemonize-";
    private static final String NOTIFY = "NOTIFY_SOCKET";

    private final PrintWriter out;
    private final PrintWriter err;

    Detached(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Whether this process is the second one already.
     *
     * @throws OptionException if somebody else waits for it to serve
     */
    static boolean isThis(Map<String, String> environment) {
        String address = environment.getOrDefault(NOTIFY, "");
        if (!address.isEmpty() && !address.startsWith("@" + ADDRESS)) {
            throw OptionException.combination(
                    "--daemonize is not for a service of systemd's: it watches the process that"
                            + " it has started");
        }
        return !address.isEmpty();
    }

    /**
     * Starts it and waits until it serves or has ended.
     *
     * @param log gets its output, at the end
     * @param words our own command line
     * @return 0 if it serves, else its exit code
     * @throws OptionException if the log cannot be written
     */
    int start(LogFile log, List<String> words) throws IOException {
        String address = ADDRESS + ProcessHandle.current().pid();
        log.check();
        File file = log.path().toFile();
        long before = file.length();
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.add(Path.of(System.getProperty("serval.home", ""), "bin", "serval").toString());
        command.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.appendTo(file))
                        .redirectErrorStream(true);
        builder.environment().put(NOTIFY, "@" + address);
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        CompletableFuture<String> ready = new CompletableFuture<>();
        try (NotifySocket _ = new NotifySocket(loops, address, line -> hear(line, ready))) {
            Process server = Offspring.start(builder);
            CompletableFuture.anyOf(ready, server.onExit()).join();
            if (ready.isDone()) {
                out.println("serval: serves, pid %d, log %s".formatted(server.pid(), file));
                return ExitCode.OK;
            }
            err.print(since(file, before));
            return server.exitValue();
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private static void hear(String line, CompletableFuture<String> ready) {
        if (line.equals("READY=1")) {
            ready.complete(line);
        }
    }

    private static String since(File file, long from) throws IOException {
        try (RandomAccessFile said = new RandomAccessFile(file, "r")) {
            said.seek(from);
            byte[] text = new byte[Math.toIntExact(said.length() - from)];
            said.readFully(text);
            return new String(text, UTF_8);
        }
    }
}
