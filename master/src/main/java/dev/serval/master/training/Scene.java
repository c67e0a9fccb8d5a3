package dev.serval.master.training;

import dev.serval.control.board.Scoreboard;
import dev.serval.control.config.AccessConfig;
import dev.serval.control.config.AppConfig;
import dev.serval.control.config.ContentConfig;
import dev.serval.control.config.MuleConfig;
import dev.serval.control.config.RouterConfig;
import dev.serval.control.config.SharedConfig;
import dev.serval.control.config.SpoolConfig;
import dev.serval.control.config.TlsConfig;
import dev.serval.control.config.TraceConfig;
import dev.serval.control.config.WorkerConfig;
import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.master.process.ChildCommand;
import dev.serval.master.process.Handover;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.socket.SocketOpener;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rehearsal listens on and is handed. TCP on the loopback interface, ports of the kernel's
 * choice: real servers listen on TCP, and its classes are to be in the cache.
 *
 * @param workers what the router dials
 * @param http for the router
 * @param direct HTTP for the worker
 * @param board the scoreboard's file
 */
record Scene(
        ListeningSocket workers, ListeningSocket http, ListeningSocket direct, FileDescriptor board)
        implements AutoCloseable {

    static final int CORES = 2;

    private static final String APP = "dev.serval.worker.training.Drill";
    private static final int LINE_BYTES = 8 * 1024;
    private static final int HEADER_BYTES = 32 * 1024;
    private static final int HEADERS = 100;
    private static final int BUFFER_BYTES = 65_535;
    private static final int VARS = 1000;
    private static final int QUEUE = 1024;

    /** The worker sits first, the router beside it. */
    private static final Scoreboard.Shape BOARD = new Scoreboard.Shape(2, CORES);

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(60);

    /**
     * @param address the abstract address for the router to dial, without its NUL
     * @throws ListenException if there is no socket to be had
     * @throws IOException if there is no room for the scoreboard
     */
    static Scene set(SocketOpener opener, String address, Path work)
            throws ListenException, IOException {
        Path board = work.resolve("board");
        Scoreboard.map(Files.createFile(board), BOARD);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new Scene(
                opener.unix("workers", "@" + address),
                opener.tcp("http:1", any),
                opener.tcp("http-socket:1", any),
                FileDescriptor.from(board.toString()));
    }

    Handover handover(Role role, ChildCommand command) throws IOException {
        Map<String, FileDescriptor> handed = new LinkedHashMap<>();
        handed.put("board", board);
        return switch (role) {
            case ROUTER -> {
                handed.put(http.name(), http.descriptor());
                yield new Handover(command, handed, new ToChild.Configure(router().toSettings()));
            }
            case WORKER -> {
                handed.put(workers.name(), workers.descriptor());
                handed.put(direct.name(), direct.descriptor());
                String jar = command.jar(role).toString();
                yield new Handover(
                        command, handed, new ToChild.Configure(worker(jar).toSettings()));
            }
            case SPOOLER, MULE ->
                    throw new IllegalStateException("no %s plays here".formatted(role.word()));
        };
    }

    private RouterConfig router() {
        return new RouterConfig(
                1,
                List.of(),
                List.of(http.port()),
                LINE_BYTES,
                HEADER_BYTES,
                HEADERS,
                0,
                0,
                BUFFER_BYTES,
                BUFFER_BYTES,
                BUFFER_BYTES,
                QUEUE,
                new RouterConfig.Timeouts(SHORT, LONG, LONG, LONG, SHORT, LONG, Duration.ZERO),
                TlsConfig.none(),
                new RouterConfig.Admission(List.of(), false, List.of(), QUEUE, 0, 0),
                RouterConfig.Files.none(),
                new RouterConfig.Routing("", true, List.of(), ""),
                ContentConfig.none(),
                AccessConfig.none(),
                TraceConfig.none(),
                false,
                BOARD);
    }

    private WorkerConfig worker(String jar) {
        return new WorkerConfig(
                new AppConfig(APP, List.of(jar), Map.of()),
                BOARD,
                CORES,
                BUFFER_BYTES,
                VARS,
                0,
                SHORT,
                new WorkerConfig.Harakiri(LONG, List.of(), SHORT, false),
                new WorkerConfig.Wear(0, 0, false),
                false,
                true,
                true,
                new WorkerConfig.Sockets(0, BUFFER_BYTES, LONG, SHORT, List.of()),
                SpoolConfig.none(),
                new MuleConfig(List.of()),
                SharedConfig.none(),
                TraceConfig.none(),
                new WorkerConfig.HttpLimits(
                        LINE_BYTES,
                        HEADER_BYTES,
                        HEADERS,
                        SHORT,
                        LONG,
                        QUEUE,
                        0,
                        0,
                        List.of(direct.port()),
                        List.of(),
                        List.of()),
                AccessConfig.none(),
                List.of());
    }

    @Override
    public void close() throws IOException {
        for (ListeningSocket socket : List.of(workers, http, direct)) {
            socket.channel().close();
        }
        board.close();
    }
}
