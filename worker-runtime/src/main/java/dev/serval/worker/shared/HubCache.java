package dev.serval.worker.shared;

import dev.serval.app.Cache;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import java.time.Duration;
import java.util.Optional;

/** One cache of the hub's. */
record HubCache(Line line, String name) implements Cache {

    private static final long OWN_TIME = -1;

    @Override
    public Optional<byte[]> get(String key) {
        return HubRing.value(line.ask(Word.GET, name, key));
    }

    @Override
    public void put(String key, byte[] value) {
        line.ask(Word.PUT, name, key, value, OWN_TIME);
    }

    @Override
    public void put(String key, byte[] value, Duration time) {
        line.ask(Word.PUT, name, key, value, millis(time));
    }

    @Override
    public boolean add(String key, byte[] value, Duration time) {
        return yes(line.ask(Word.ADD, name, key, value, millis(time)));
    }

    @Override
    public boolean replace(String key, byte[] value, Duration time) {
        return yes(line.ask(Word.REPLACE, name, key, value, millis(time)));
    }

    @Override
    public boolean remove(String key) {
        return yes(line.ask(Word.REMOVE, name, key));
    }

    @Override
    public long increment(String key, long by) {
        return line.ask(Word.INCREMENT, name, key, by).number(0);
    }

    @Override
    public void clear() {
        line.ask(Word.CLEAR, name);
    }

    /** What is not for ever is for a millisecond at least. */
    private static long millis(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a time of %s".formatted(time));
        }
        return time.isZero() ? 0 : Math.max(1, time.toMillis());
    }

    private static boolean yes(Frame answer) {
        return answer.word() == Word.YES;
    }
}
