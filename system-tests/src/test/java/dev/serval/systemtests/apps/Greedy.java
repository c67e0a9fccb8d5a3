package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.util.ArrayList;
import java.util.List;

/** {@code /heap} takes all memory there is, {@code /stack} all of its thread's stack. */
public final class Greedy implements App {

    @Override
    public Response handle(Request request) throws InterruptedException {
        return switch (request.path()) {
            case "/heap" -> Response.text(heap() + "\n");
            case "/stack" -> Response.text(stack(1) + "\n");
            case "/throw" -> throw new IllegalStateException("thrown as asked for");
            default -> {
                Thread.sleep(request.parameter("ms").map(Long::parseLong).orElse(0L));
                yield Response.text(ProcessHandle.current().pid() + "\n");
            }
        };
    }

    private static int heap() {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < Integer.MAX_VALUE) {
            all.add(new byte[1 << 20]);
        }
        return all.size();
    }

    private static int stack(int depth) {
        return depth == Integer.MAX_VALUE ? depth : 1 + stack(depth + 1);
    }
}
