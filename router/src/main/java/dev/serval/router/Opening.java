package dev.serval.router;

import java.util.function.Consumer;

/**
 * Whether clients are let in: once there is somebody to serve them and it is known who else is, and
 * unless the master wants a pause. Belongs to the loop that accepts.
 */
final class Opening {

    private final Consumer<Boolean> admit;
    private boolean served;
    private boolean informed;
    private boolean accepting;
    private boolean paused;
    private boolean closed;

    /**
     * @param admit lets clients in, or leaves them in their queue
     */
    Opening(Consumer<Boolean> admit) {
        this.admit = admit;
    }

    /** There is somebody to serve them. */
    void served() {
        served = true;
        look();
    }

    /** It is known which backends have announced themselves. */
    void informed() {
        informed = true;
        look();
    }

    private void look() {
        if (served && informed && !accepting && !closed) {
            accepting = true;
            admit.accept(!paused);
        }
    }

    void pause(boolean on) {
        paused = on;
        if (accepting && !closed) {
            admit.accept(!on);
        }
    }

    /** Nobody is let in any more. */
    void close() {
        closed = true;
    }
}
