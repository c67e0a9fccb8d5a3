package dev.serval.adapter.boot.link;

import dev.serval.app.LateAnswer;
import dev.serval.app.Leader;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where the worker's requests enter the program. One of each JVM; any thread. */
public final class Inlet {

    /** The program's web server. */
    @FunctionalInterface
    public interface Server {
        /**
         * Answers one request, on the thread of its core.
         *
         * @return the answer; null if it was begun, and is complete
         * @throws Exception if it broke off
         */
        @Nullable Response answer(Request request, LateAnswer.Start start) throws Exception;
    }

    private static final AtomicReference<@Nullable Server> SERVING = new AtomicReference<>();
    private static final AtomicReference<@Nullable Path> FOLDER = new AtomicReference<>();
    private static final CompletableFuture<AutoCloseable> READY = new CompletableFuture<>();
    private static final CompletableFuture<Leader> LEADER = new CompletableFuture<>();
    private static final CompletableFuture<String> WEBLESS = new CompletableFuture<>();

    private Inlet() {}

    /** A web server takes requests from now on; the first one gets them all. */
    public static void open(Server server) {
        if (SERVING.compareAndExchange(null, server) != null) {
            System.err.println(
                    "boot: this program has started a second web server, which gets no requests");
        }
    }

    /** It takes none any more. */
    public static void close(Server server) {
        SERVING.compareAndSet(server, null);
    }

    /** Null before there is one, and after it was stopped. */
    public static @Nullable Server server() {
        return SERVING.get();
    }

    /** The program is ready; closing its context ends it. */
    public static void ready(AutoCloseable context) {
        READY.complete(context);
    }

    /** Complete once the program is ready. */
    public static CompletableFuture<AutoCloseable> ready() {
        return READY;
    }

    /**
     * A context is ready that has no web server.
     *
     * @param what it is, for the operator
     */
    public static void webless(String what) {
        WEBLESS.complete(what);
    }

    /** Complete once a context without a web server is ready. */
    public static CompletableFuture<String> webless() {
        return WEBLESS;
    }

    /** This worker does what is done at times. */
    public static void lead(Leader leader) {
        LEADER.complete(leader);
    }

    /** Complete once this worker leads. */
    public static CompletableFuture<Leader> leader() {
        return LEADER;
    }

    /** Names the folder for what the web server writes. */
    public static void folder(Path folder) {
        FOLDER.set(folder);
    }

    /** Null if none was named. */
    public static @Nullable Path folder() {
        return FOLDER.get();
    }
}
