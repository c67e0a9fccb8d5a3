package dev.serval.worker.dev;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Body;
import dev.serval.app.LateAnswer;
import dev.serval.app.Request;
import dev.serval.app.Response;
import dev.serval.app.WebSocket;
import dev.serval.control.config.AppConfig;
import dev.serval.worker.app.AppLoadException;
import dev.serval.worker.app.AppLoader;
import dev.serval.worker.app.AppStart;
import dev.serval.worker.call.FailurePage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An application that can be replaced by a newer one of the same name while requests run: each
 * finishes on the one it began on. The new one has started before the old one is told of its end,
 * as at a reload.
 *
 * <p>{@link #swap} from any thread; one after the other.
 */
public final class LiveApp implements App {

    /** One line of the link holds it, encoded. */
    private static final int MOST_FAULT = 8 * 1024;

    private final AppConfig config;
    private final Runnable closeSockets;
    private final Retired retired = new Retired();
    private final ExecutorService swaps =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("swap").factory());
    private volatile Edition current;
    private volatile @Nullable AppContext context;

    /**
     * @param first was loaded by this thread's context class loader
     * @param closeSockets says good bye to all WebSockets
     */
    public LiveApp(AppConfig config, App first, Runnable closeSockets) {
        this.config = config;
        this.current = new Edition(first, loader());
        this.closeSockets = closeSockets;
    }

    private static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }

    @Override
    public void start(AppContext given) throws Exception {
        current.app().start(given);
        context =
                new AppContext(
                        given.worker(),
                        given.cores(),
                        given.settings(),
                        given.metrics(),
                        given.spools(),
                        given.schedules(),
                        new OnceShared(given.shared()));
    }

    @Override
    public boolean ready() {
        return current.app().ready();
    }

    @Override
    public Response handle(Request request) throws Exception {
        Edition mine = current;
        Response response = mine.run(() -> mine.app().handle(request));
        return new Response(response.status(), response.headers(), within(mine, response.body()));
    }

    /** What runs later runs on the same application. */
    private static Body within(Edition mine, Body body) {
        return switch (body) {
            case Body.Streaming streaming ->
                    (Body.Streaming)
                            out ->
                                    mine.run(() -> {
                                        streaming.writeTo(out);
                                        return true;
                                    });
            case Body.Late(LateAnswer maker) ->
                    new Body.Late(start -> {
                        Response whole = mine.<@Nullable Response>run(() -> maker.make(start));
                        return whole == null
                                ? null
                                : new Response(
                                        whole.status(),
                                        whole.headers(),
                                        within(mine, whole.body()));
                    });
            case Body.Socket(List<String> subprotocols, WebSocket.Talk talk) ->
                    new Body.Socket(
                            subprotocols,
                            socket ->
                                    mine.run(() -> {
                                        talk.with(socket);
                                        return true;
                                    }));
            case Body.None _, Body.Bytes _, Body.File _, Body.Input _ -> body;
        };
    }

    @Override
    public void drain() throws Exception {
        current.app().drain();
    }

    @Override
    public void stop() throws Exception {
        current.app().stop();
    }

    /**
     * Loads it anew and replaces it, if it starts; returns at once.
     *
     * @param done told how many of before are held and why it was not replaced, empty if it was
     */
    public void swap(List<String> classPath, BiConsumer<Integer, String> done) {
        swaps.execute(() -> {
            String fault = replace(classPath);
            done.accept(retired.held(), fault);
            retired.tidy();
        });
    }

    private String replace(List<String> classPath) {
        Thread me = Thread.currentThread();
        try {
            App next = new AppLoader(classPath).load(config.module());
            Edition edition = new Edition(next, loader());
            AppStart.begin(next, Objects.requireNonNull(context, "it has started"), config.shown());
            Edition before = current;
            current = edition;
            closeSockets.run();
            retired.add(before);
            return "";
        } catch (AppLoadException e) {
            Throwable cause = e.getCause();
            String trace = cause == null ? "" : "\n\n" + FailurePage.trace(cause);
            String fault = e.getMessage() + trace;
            return fault.substring(0, Math.min(fault.length(), MOST_FAULT));
        } catch (InterruptedException e) {
            return "it was interrupted";
        } finally {
            me.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        }
    }
}
