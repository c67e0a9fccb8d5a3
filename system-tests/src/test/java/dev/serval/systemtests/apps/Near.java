package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Cache;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.util.Map;

/** A cache of which each worker has copies, by path: the word of what to do, then its operand. */
public final class Near implements App {

    private static final long PID = ProcessHandle.current().pid();

    private AppContext context = new AppContext(0, 1, Map.of());

    @Override
    public void start(AppContext given) {
        context = given;
    }

    private Cache cache() {
        return context.cache("near");
    }

    private String seen() {
        return cache().text("k").orElse("-");
    }

    @Override
    public Response handle(Request request) {
        String[] words = request.path().substring(1).split("/", -1);
        return Response.text(
                PID
                        + " "
                        + switch (words[0]) {
                            case "get" -> seen();
                            case "put" -> {
                                cache().put("k", words[1]);
                                yield seen();
                            }
                            case "own" -> own(Integer.parseInt(words[1]));
                            case "forward" -> forward(Integer.parseInt(words[1]));
                            default -> "hello";
                        });
    }

    /** How often this process does not see at once what it has put itself. */
    private String own(int times) {
        int wrong = 0;
        String key = "own." + PID + "." + Thread.currentThread().threadId();
        for (int i = 0; i < times; i++) {
            cache().put(key, Integer.toString(i));
            wrong += cache().text(key).orElse("").equals(Integer.toString(i)) ? 0 : 1;
            wrong += cache().text(key).orElse("").equals(Integer.toString(i)) ? 0 : 1;
        }
        return "wrong " + wrong;
    }

    /** How often a number that only grows has become smaller, while others count, too. */
    private String forward(int times) {
        int back = 0;
        long last = 0;
        for (int i = 0; i < times; i++) {
            if (i % 10 == 0) {
                cache().increment("n", 1);
            }
            long now = Long.parseLong(cache().text("n").orElse("0"));
            back += now < last ? 1 : 0;
            last = now;
        }
        return "back " + back;
    }
}
