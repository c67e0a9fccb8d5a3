package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Asks too much of its container: {@code /heap} and {@code /native} take all memory there is,
 * {@code /threads} all threads, {@code /orphan} leaves a process behind and tells its number;
 * {@code /sleep?ms=N} says when it has begun. {@code /count} counts for all nodes together. All
 * else is answered with the worker's process id.
 */
public final class Boxed implements App {

    private static final int MIB = 1 << 20;
    private static final int PAGE = 4096;
    private static final int MANY = 1_000_000;

    private @Nullable AppContext context;

    @Override
    public void start(AppContext given) {
        context = given;
    }

    @Override
    public Response handle(Request request) throws Exception {
        return switch (request.path()) {
            case "/heap" -> Response.text(heap() + "\n");
            case "/native" -> Response.text(outside() + "\n");
            case "/threads" -> Response.text(threads() + "\n");
            case "/orphan" -> Response.text(orphan() + "\n");
            case "/most" -> Response.text(Runtime.getRuntime().maxMemory() + "\n");
            case "/count" -> Response.text(count() + "\n");
            case "/sleep" -> {
                System.out.println("asleep");
                Thread.sleep(request.parameter("ms").map(Long::parseLong).orElse(0L));
                yield Response.text("awake\n");
            }
            default -> Response.text(ProcessHandle.current().pid() + "\n");
        };
    }

    private static int heap() {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < MANY) {
            all.add(new byte[MIB]);
        }
        return all.size();
    }

    private static int outside() {
        try (Arena arena = Arena.ofConfined()) {
            int taken = 0;
            while (taken < MANY) {
                var block = arena.allocate(MIB);
                for (int at = 0; at < MIB; at += PAGE) {
                    block.set(ValueLayout.JAVA_BYTE, at, (byte) 1);
                }
                taken++;
            }
            return taken;
        }
    }

    /** They end together, once there can be no more. */
    private static int threads() {
        CountDownLatch end = new CountDownLatch(1);
        int begun = 0;
        try {
            while (begun < MANY) {
                Thread.ofPlatform().daemon().start(() -> awaited(end));
                begun++;
            }
        } catch (OutOfMemoryError e) {
            return begun;
        } finally {
            end.countDown();
        }
        return begun;
    }

    private static void awaited(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String orphan() throws IOException, InterruptedException {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0 >/dev/null & echo $!").start();
        String pid = parent.inputReader().readLine();
        parent.waitFor();
        return pid;
    }

    private long count() {
        return Objects.requireNonNull(context).cache("all").increment("counted", 1);
    }
}
