package dev.serval.worker.shared;

import dev.serval.app.Lock;
import dev.serval.hub.Word;
import java.time.Duration;

/** A lock of the hub's, once it is held. */
record HubLock(HubLink link, String name, long token) implements Lock {

    @Override
    public boolean renew(Duration lease) {
        return link.ask(Word.RENEW, name, token, lease.toMillis()).word() == Word.YES;
    }

    @Override
    public void close() {
        link.ask(Word.UNLOCK, name, token);
    }
}
