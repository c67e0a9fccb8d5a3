package dev.serval.worker.call;

import dev.serval.app.App;
import dev.serval.app.Shared;
import dev.serval.control.trace.Tracing;
import dev.serval.worker.answer.Drain;
import dev.serval.worker.socket.Sockets;
import dev.serval.worker.spool.Queues;
import io.netty.channel.group.ChannelGroup;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a worker share.
 *
 * @param app the application
 * @param cores who runs it
 * @param identity how this worker answers a greeting
 * @param limits what a client may do
 * @param drain whether the worker is leaving; read on the loop and on cores
 * @param sockets the open WebSockets
 * @param distress told when this worker should be replaced
 * @param connections all open ones; any thread
 * @param tracing makes a span of each call; null for none
 * @param spools takes jobs
 * @param shared takes signals
 */
public record Service(
        App app,
        Cores cores,
        Identity identity,
        Limits limits,
        Drain drain,
        Sockets sockets,
        Distress distress,
        ChannelGroup connections,
        @Nullable Tracing tracing,
        Queues spools,
        Shared shared) {

    /**
     * @param worker its number
     * @param pid its process
     * @param cores how many requests it runs at once
     */
    public record Identity(int worker, long pid, int cores) {}

    /**
     * @param bufferSize the largest variable block, in bytes
     * @param maxVars variables in one packet
     * @param limitPost the largest body in bytes; 0 for no limit
     * @param silence how long a peer may say or take nothing inside a request
     * @param patience how long a request may run
     * @param unfitAfterException whether a worker asks to be replaced when the application threw
     * @param failures what a client is told when the application threw
     */
    public record Limits(
            int bufferSize,
            int maxVars,
            long limitPost,
            Duration silence,
            Patience patience,
            boolean unfitAfterException,
            FailurePage failures) {

        /** Whether a body of so many bytes is too large. */
        public boolean exceededBy(long bodyBytes) {
            return limitPost > 0 && bodyBytes > limitPost;
        }
    }

    /** A worker that knows it should be replaced. */
    @FunctionalInterface
    public interface Distress {
        /** {@code why} goes on from "worker 1 (pid: 7) ..."; any thread. */
        void unfit(String why);
    }
}
