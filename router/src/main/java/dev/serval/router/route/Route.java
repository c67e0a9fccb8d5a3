package dev.serval.router.route;

import dev.serval.router.upstream.Upstream;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with one request.
 *
 * @param upstream who serves it
 * @param files whether it may be for a file: no rule has said who serves it
 * @param edits of the answer's fields, in order
 * @param checks of who the client is, in order, before anything else is done
 * @param reply the answer, if it needs nobody
 * @param login who the client proves to be; null if nobody asks
 */
public record Route(
        Upstream upstream,
        boolean files,
        List<FieldEdit> edits,
        List<UserCheck> checks,
        @Nullable FullHttpResponse reply,
        @Nullable Login login) {

    /** For a request that no rule concerns. */
    static Route to(Upstream upstream) {
        return new Route(upstream, true, List.of(), List.of(), null, null);
    }

    /** Whether there is nothing to do before it is served. */
    public boolean direct() {
        return reply == null && checks.isEmpty();
    }

    /**
     * Finds out who the client is, and whether it is answered at once.
     *
     * @param then told the answer on the loop, perhaps before this returns; null if the request may
     *     go on
     */
    public void admit(EventLoop loop, Consumer<@Nullable FullHttpResponse> then) {
        admit(0, loop, then);
    }

    private void admit(int next, EventLoop loop, Consumer<@Nullable FullHttpResponse> then) {
        if (next == checks.size()) {
            then.accept(reply);
            return;
        }
        checks.get(next)
                .run(
                        loop,
                        refusal -> {
                            if (refusal == null) {
                                admit(next + 1, loop, then);
                                return;
                            }
                            then.accept(refusal);
                        });
    }

    /** Makes the answer's head what the rules want. */
    public void edit(HttpHeaders answer) {
        if (!edits.isEmpty()) {
            edits.forEach(edit -> edit.apply(answer));
        }
    }
}
