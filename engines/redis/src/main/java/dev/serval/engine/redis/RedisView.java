package dev.serval.engine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.spool.CorruptJobException;
import dev.serval.spool.JobName;
import dev.serval.spool.Payload;
import dev.serval.spool.SpoolFile;
import dev.serval.spool.SpoolView;
import dev.serval.spool.StoreException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A queue in a Redis, for its operator. */
final class RedisView implements SpoolView {

    private final RedisQueue queue;

    RedisView(RedisQueue queue) {
        this.queue = queue;
    }

    private <T> T with(Function<RedisCommands<String, byte[]>, T> question) throws StoreException {
        try {
            return question.apply(queue.connection().sync());
        } catch (RedisException e) {
            throw StoreException.unusable(queue.toString(), e);
        }
    }

    @Override
    public Depth depth(Instant now) throws StoreException {
        return with(_ -> {
            List<byte[]> counts = queue.texts(Script.DEPTH, now.toEpochMilli());
            long[] numbers =
                    counts.stream()
                            .map(each -> new String(each, UTF_8))
                            .mapToLong(each -> each.isEmpty() ? 0 : Long.parseLong(each))
                            .toArray();
            return new Depth(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        });
    }

    @Override
    public List<Entry> list(int most) throws StoreException {
        return with(redis -> {
            List<Entry> all = new ArrayList<>();
            List<String> running = redis.hkeys(queue.running());
            add(all, redis, running.subList(0, Math.min(most, running.size())), Place.RUNNING);
            add(all, redis, range(redis, queue.ready(), most), Place.WAITING);
            add(all, redis, range(redis, queue.later(), most), Place.WAITING);
            add(all, redis, range(redis, queue.dead(), most), Place.DEAD);
            return all;
        });
    }

    private static List<String> range(RedisCommands<String, byte[]> redis, String key, int most) {
        return redis.zrange(key, 0, most - 1L).stream().map(id -> new String(id, UTF_8)).toList();
    }

    private void add(
            List<Entry> all, RedisCommands<String, byte[]> redis, List<String> ids, Place place) {
        for (String id : ids) {
            entry(redis, id, place).ifPresent(all::add);
        }
    }

    private Optional<Entry> entry(RedisCommands<String, byte[]> redis, String id, Place place) {
        String why = place == Place.DEAD ? text(redis.hget(queue.why(), id)) : "";
        return JobName.parse(text(redis.hget(queue.names(), id)))
                .map(name -> new Entry(name, place, id, why));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    @Override
    public Optional<Entry> find(String id) throws StoreException {
        return with(redis -> {
            boolean dead = redis.zscore(queue.dead(), id.getBytes(UTF_8)) != null;
            boolean runs = redis.hexists(queue.running(), id);
            return entry(redis, id, dead ? Place.DEAD : runs ? Place.RUNNING : Place.WAITING);
        });
    }

    @Override
    public Payload payload(Entry entry)
            throws StoreException, NoSuchFileException, CorruptJobException {
        Optional<byte[]> bytes =
                with(redis -> Optional.ofNullable(redis.hget(queue.jobs(), entry.key())));
        if (bytes.isEmpty()) {
            throw new NoSuchFileException(entry.key());
        }
        return SpoolFile.read(bytes.get(), entry.name().id());
    }

    @Override
    public void retry(Entry dead, Instant now) throws StoreException {
        long millis = now.toEpochMilli();
        JobName name = dead.name().afresh(millis);
        with(_ -> queue.count(Script.RETRY, name, millis, queue.bell()));
    }

    @Override
    public void purge(Entry dead) throws StoreException {
        with(_ -> queue.count(Script.PURGE, dead.key()));
    }

    @Override
    public void close() {
        queue.close();
    }
}
