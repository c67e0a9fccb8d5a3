package dev.serval.router.exchange;

import dev.serval.router.files.FileAnswer;
import dev.serval.router.files.StaticFiles;
import dev.serval.router.route.Route;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Answers that need no backend: what the rules say to this client, then a file. No backend is asked
 * before it is known that there is none.
 */
final class Shortcut {

    /** What was found, told on the loop, perhaps before {@link #look} returns. */
    interface Outcome {

        /** A backend has to be asked. */
        void none();

        /** The rules answer; taken over. */
        void reply(FullHttpResponse reply);

        /** There is a file; taken over. */
        void file(FileAnswer found);
    }

    private Shortcut() {}

    static void look(
            Route route, StaticFiles files, HttpRequest request, EventLoop loop, Outcome outcome) {
        if (route.direct()) {
            file(route, files, request, loop, outcome);
            return;
        }
        route.admit(
                loop,
                reply -> {
                    if (reply == null) {
                        file(route, files, request, loop, outcome);
                    } else {
                        outcome.reply(reply);
                    }
                });
    }

    private static void file(
            Route route, StaticFiles files, HttpRequest request, EventLoop loop, Outcome outcome) {
        if (!route.files() || !files.concerns(request)) {
            outcome.none();
            return;
        }
        files.find(
                request,
                loop,
                found -> {
                    if (found == null) {
                        outcome.none();
                    } else {
                        outcome.file(found);
                    }
                });
    }
}
