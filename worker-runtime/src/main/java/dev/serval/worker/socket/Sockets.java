package dev.serval.worker.socket;

import dev.serval.app.Body;
import dev.serval.app.Headers;
import dev.serval.uwsgi.Vars;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/** The open WebSockets of a worker: at most so many, and none once it drains. Any thread. */
public final class Sockets {

    private final SocketRules rules;
    private final EventLoop loop;
    private final ClassLoader loader;
    private final IntConsumer tally;
    private final Set<Conversation> open = new HashSet<>();
    private int promised;
    private boolean leaving;

    /**
     * @param loop where their channels live: one that runs no application
     * @param loader the application's, for the threads' context
     * @param tally told how many there are, when that has changed
     */
    public Sockets(SocketRules rules, EventLoop loop, ClassLoader loader, IntConsumer tally) {
        this.rules = rules;
        this.loop = loop;
        this.loader = loader;
        this.tally = tally;
    }

    /**
     * Decides about a request, and keeps a place for it if it is agreed to: {@link #open} or {@link
     * #drop} must follow.
     */
    public Handshake decide(Vars vars, Headers wanted, Body.Socket socket) {
        Handshake verdict = Handshake.of(vars, wanted, socket, rules);
        if (verdict instanceof Handshake.Agreed && !promise()) {
            return Handshake.full();
        }
        return verdict;
    }

    private synchronized boolean promise() {
        if (leaving || open.size() + promised >= rules.max()) {
            return false;
        }
        promised++;
        return true;
    }

    /** The connection is gone before it could become a socket. */
    public synchronized void drop() {
        promised--;
    }

    /** Makes the channel a socket; on the channel's loop, which it leaves. */
    public void open(Channel channel, Handshake.Agreed agreed, CharSequence requestId) {
        new Opening(this, channel, agreed).begin(requestId);
    }

    /** The talk begins. */
    void begin(Conversation talk) {
        boolean late;
        synchronized (this) {
            promised--;
            open.add(talk);
            late = leaving;
            tally.accept(open.size());
        }
        Thread thread = Thread.ofVirtual().name("websocket").unstarted(() -> run(talk));
        thread.setContextClassLoader(loader);
        thread.start();
        if (late) {
            talk.goAway();
        }
    }

    private void run(Conversation talk) {
        try {
            talk.run();
        } finally {
            synchronized (this) {
                open.remove(talk);
                tally.accept(open.size());
            }
        }
    }

    /** Every socket that is open is closed with 1001; others may be opened. */
    public void goAway() {
        Set<Conversation> told;
        synchronized (this) {
            told = Set.copyOf(open);
        }
        told.forEach(Conversation::goAway);
    }

    /** The worker drains: every socket is closed with 1001, and none is opened. */
    public void leave() {
        Set<Conversation> told;
        synchronized (this) {
            leaving = true;
            told = Set.copyOf(open);
        }
        told.forEach(Conversation::goAway);
    }

    /** Whether no talk runs and none is about to. */
    public synchronized boolean idle() {
        return open.isEmpty() && promised == 0;
    }

    SocketRules rules() {
        return rules;
    }

    EventLoop loop() {
        return loop;
    }
}
