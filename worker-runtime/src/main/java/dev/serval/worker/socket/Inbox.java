package dev.serval.worker.socket;

import dev.serval.app.WebSocket.Ending;
import dev.serval.app.WebSocket.Message;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages that have come and that the application has not taken, and how the socket ended. Filled
 * on the loop, emptied by the talk; any thread.
 */
final class Inbox {

    private static final int ROOM_BYTES = 256 * 1024;
    private static final int OVERHEAD_BYTES = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Message> messages = new ArrayDeque<>();
    private long bytes;
    private boolean unread;
    private @Nullable Ending ending;

    /** Whether another message may come; always once nobody reads them. */
    boolean hasRoom() {
        lock.lock();
        try {
            return unread || bytes < ROOM_BYTES;
        } finally {
            lock.unlock();
        }
    }

    void add(Message message) {
        lock.lock();
        try {
            if (unread || ending != null) {
                return;
            }
            messages.add(message);
            bytes += size(message);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing follows; the first word counts. */
    void end(Ending how) {
        lock.lock();
        try {
            if (ending == null) {
                ending = how;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The talk is over: what comes is thrown away. */
    void abandon() {
        lock.lock();
        try {
            unread = true;
            messages.clear();
            bytes = 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next message.
     *
     * @param roomMade run when there is room again that there was not before
     * @return null when nothing follows
     */
    @Nullable Message take(Runnable roomMade) throws InterruptedException {
        lock.lockInterruptibly();
        boolean full;
        Message next;
        try {
            while (messages.isEmpty() && ending == null) {
                changed.await();
            }
            full = bytes >= ROOM_BYTES;
            next = messages.poll();
            if (next != null) {
                bytes -= size(next);
            }
            full &= bytes < ROOM_BYTES;
        } finally {
            lock.unlock();
        }
        if (full) {
            roomMade.run();
        }
        return next;
    }

    @Nullable Ending ending() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    private static long size(Message message) {
        return OVERHEAD_BYTES
                + switch (message) {
                    case Message.Text(String text) -> 2L * text.length();
                    case Message.Binary(byte[] content) -> content.length;
                };
    }
}
