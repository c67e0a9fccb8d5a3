package dev.serval.worker.shared;

import dev.serval.app.Cache;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import java.time.Duration;
import java.util.Optional;

/**
 * One cache of the hub's with copies here.
 *
 * <p>What the hub says comes in its own order, and copies are kept on the connection's thread: a
 * value that was read before a change never takes the place of one that was read after it.
 */
final class NearCache implements Cache {

    private final HubLink link;
    private final HubCache far;
    private final Copies copies;

    NearCache(HubLink link, String name, int most) {
        this.link = link;
        this.far = new HubCache(link, name);
        this.copies = new Copies(most, System::nanoTime);
    }

    /** The hub says that this is not so any more. */
    void stale(Frame frame) {
        if (frame.fields().size() == 1) {
            copies.forgetAll();
            return;
        }
        copies.forget(frame.text(1));
    }

    @Override
    public Optional<byte[]> get(String key) {
        Optional<byte[]> copy = copies.get(key);
        if (copy.isPresent()) {
            return copy;
        }
        long asked = copies.now();
        return HubRing.value(
                link.ask(answer -> keep(key, answer, asked), Word.COPY, far.name(), key));
    }

    private void keep(String key, Frame answer, long asked) {
        HubRing.value(answer).ifPresent(value -> copies.keep(key, value, asked));
    }

    @Override
    public void put(String key, byte[] value) {
        far.put(key, value);
        copies.forget(key);
    }

    @Override
    public void put(String key, byte[] value, Duration time) {
        far.put(key, value, time);
        copies.forget(key);
    }

    @Override
    public boolean add(String key, byte[] value, Duration time) {
        boolean added = far.add(key, value, time);
        copies.forget(key);
        return added;
    }

    @Override
    public boolean replace(String key, byte[] value, Duration time) {
        boolean replaced = far.replace(key, value, time);
        copies.forget(key);
        return replaced;
    }

    @Override
    public boolean remove(String key) {
        boolean removed = far.remove(key);
        copies.forget(key);
        return removed;
    }

    @Override
    public long increment(String key, long by) {
        long number = far.increment(key, by);
        copies.forget(key);
        return number;
    }

    @Override
    public void clear() {
        far.clear();
        copies.forgetAll();
    }
}
