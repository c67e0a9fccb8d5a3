package dev.serval.systemtests.apps;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Lock;
import dev.serval.app.Request;
import dev.serval.app.Response;
import dev.serval.app.SharedException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** What workers share, by path: the word of what to do, then its operands. */
public final class Sharing implements App {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long PID = ProcessHandle.current().pid();

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private AppContext context = new AppContext(0, 1, Map.of());

    @Override
    public void start(AppContext given) {
        context = given;
        context.shared().subscribe("news", message -> heard.add(new String(message, UTF_8)));
        context.shared().offer("who", _ -> Long.toString(PID).getBytes(UTF_8));
        context.shared()
                .offer(
                        "fail",
                        _ -> {
                            throw new IllegalStateException("as planned");
                        });
    }

    @Override
    public Response handle(Request request) throws Exception {
        String[] words = request.path().substring(1).split("/", -1);
        try {
            return Response.text(PID + " " + answer(words));
        } catch (SharedException e) {
            return Response.text(PID + " not: " + e.getMessage());
        }
    }

    private String answer(String[] words) throws InterruptedException {
        return switch (words[0]) {
            case "get" -> context.cache("c").text(words[1]).orElse("-");
            case "put" -> {
                context.cache("c").put(words[1], words[2]);
                yield "put";
            }
            case "large" -> {
                context.cache("c").put("large", new byte[100_000]);
                yield "put";
            }
            case "count" -> Long.toString(context.cache("c").increment("n", 1));
            case "unsafe" -> unsafe();
            case "hold" -> {
                // Until this process dies.
                Optional<Lock> lock = context.shared().lock("l", MINUTE, Duration.ZERO);
                yield lock.isPresent() ? "held" : "not";
            }
            case "take" -> {
                try (Lock lock = context.shared().lock("l", MINUTE, MINUTE).orElseThrow()) {
                    yield "token " + lock.token();
                }
            }
            case "tell" ->
                    Integer.toString(context.shared().publish("news", words[1].getBytes(UTF_8)));
            case "heard" -> String.join(",", heard);
            case "call" -> new String(context.shared().call(words[1], new byte[0], MINUTE), UTF_8);
            case "push" -> {
                context.shared().ring().push(words[1].getBytes(UTF_8));
                yield "pushed";
            }
            case "pull" ->
                    context.shared().ring().pull().map(v -> new String(v, UTF_8)).orElse("-");
            default -> "hello";
        };
    }

    /** Reads, waits, writes: only under a lock does that count right. */
    private String unsafe() throws InterruptedException {
        try (Lock lock = context.shared().lock("u", MINUTE, MINUTE).orElseThrow()) {
            int before = context.cache("c").text("u").map(Integer::parseInt).orElse(0);
            TimeUnit.MILLISECONDS.sleep(1);
            context.cache("c").put("u", Integer.toString(before + 1));
            return Long.toString(lock.token());
        }
    }
}
