package dev.serval.worker.shared;

import dev.serval.app.Lock;
import dev.serval.hub.Word;
import java.time.Duration;

/** A lock of the hub's, once it is held. */
record HubLock(Line line, String name, long token) implements Lock {

    @Override
    public boolean renew(Duration lease) {
        return line.ask(Word.RENEW, name, token, lease.toMillis()).word() == Word.YES;
    }

    @Override
    public void close() {
        line.ask(Word.UNLOCK, name, token);
    }
}
