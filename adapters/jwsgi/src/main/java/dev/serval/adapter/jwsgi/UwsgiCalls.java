package dev.serval.adapter.jwsgi;

import dev.serval.app.AppContext;
import dev.serval.app.Shared;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the class {@code uwsgi} asks for. Any thread.
 *
 * <p>Caches and locks are the server's. Functions are this worker's: what would have to reach
 * another server throws.
 */
@SuppressWarnings("NonApiType") // uwsgi.opt is a HashMap
public final class UwsgiCalls {

    private static final String FLAG = "serval.flag.";
    private static final String OPTION = "serval.option.";

    private static volatile UwsgiCalls current = new UwsgiCalls(0, 0, new HashMap<>(), Shared.NONE);

    private final int worker;
    private final int moreLocks;
    private final HashMap<String, Object> options;
    private final Map<String, Function<String[], @Nullable String>> functions =
            new ConcurrentHashMap<>();
    private final Map<Integer, NumberedLock> locks = new ConcurrentHashMap<>();
    private final Shared shared;
    private final UwsgiSignals signals;

    private UwsgiCalls(int worker, int moreLocks, HashMap<String, Object> options, Shared shared) {
        this.worker = worker;
        this.moreLocks = moreLocks;
        this.options = options;
        this.shared = shared;
        this.signals = new UwsgiSignals(shared, worker);
    }

    /** Before any class of the application's is loaded. */
    static void install(AppContext context) {
        int more = Integer.parseInt(context.settings().getOrDefault(OPTION + "locks.0", "0"));
        current =
                new UwsgiCalls(
                        context.worker(), more, options(context.settings()), context.shared());
    }

    /** Those of this worker. */
    public static UwsgiCalls get() {
        return current;
    }

    /** As uWSGI has them: text, true for a flag, a list for what was said more than once. */
    static HashMap<String, Object> options(Map<String, String> settings) {
        HashMap<String, Object> all = new HashMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(FLAG) && value.equals("true")) {
                all.put(key.substring(FLAG.length()), true);
            }
        });
        for (String key : settings.keySet()) {
            if (key.startsWith(OPTION) && key.endsWith(".0")) {
                String name = key.substring(OPTION.length(), key.length() - 2);
                List<String> said = said(settings, name);
                all.put(name, said.size() == 1 ? said.getFirst() : said);
            }
        }
        return all;
    }

    private static List<String> said(Map<String, String> settings, String name) {
        List<String> all = new ArrayList<>();
        String next = settings.get(OPTION + name + ".0");
        while (next != null) {
            all.add(next);
            next = settings.get(OPTION + name + "." + all.size());
        }
        return all;
    }

    /** What the operator has said. */
    public HashMap<String, Object> options() {
        return options;
    }

    /** 1 and up. */
    public int workerId() {
        return worker;
    }

    /**
     * Takes a handler; one of the same number is replaced.
     *
     * @throws IllegalArgumentException if there is no such signal or target
     */
    public void registerSignal(int number, String target, IntConsumer handler) {
        signals.register(number, target, handler);
    }

    /** Takes a function; one of the same name is replaced. */
    public void registerRpc(String name, Function<String[], @Nullable String> function) {
        functions.put(name, function);
    }

    /**
     * @param words the server, empty for this worker; the function's name; what it is given
     * @return null if there is no such function, or it has no answer
     * @throws UnsupportedOperationException if it is another server's
     */
    @SuppressWarnings("NullArgumentForNonNullParameter")
    public @Nullable String rpc(@Nullable String... words) {
        if (words.length < 2) {
            return null;
        }
        String server = words[0];
        String name = words[1];
        if (server != null && !server.isEmpty()) {
            throw new UnsupportedOperationException(
                    "uwsgi.rpc: functions of other servers (%s) cannot be called; \"\" is this worker"
                            .formatted(server));
        }
        Function<String[], @Nullable String> function = name == null ? null : functions.get(name);
        return function == null ? null : function.apply(rest(words));
    }

    private static String[] rest(@Nullable String[] words) {
        return Arrays.stream(words).skip(2).map(String::valueOf).toArray(String[]::new);
    }

    /**
     * Waits for it: no other thread or process of this server holds it then.
     *
     * @throws IllegalArgumentException if the operator has not asked for so many ({@code --locks})
     */
    public void lock(int number) {
        numbered(number).lock();
    }

    /** Gives it back; does nothing if this thread does not hold it. */
    public void unlock(int number) {
        numbered(number).unlock();
    }

    private NumberedLock numbered(int number) {
        if (number < 0 || number > moreLocks) {
            throw new IllegalArgumentException("invalid lock number");
        }
        return locks.computeIfAbsent(number, each -> new NumberedLock(shared, each));
    }

    /**
     * A cache; null for the first.
     *
     * @throws UnsupportedOperationException if there is none
     */
    public NamedCache cache(@Nullable String name) {
        return NamedCache.of(shared, name);
    }

    /** Writes it into the log. */
    public void alarm(String name, String message) {
        say("alarm %s: %s".formatted(name, message));
    }

    /** An application's way to the log. */
    static void say(String line) {
        System.err.println(line);
    }
}
