package dev.serval.engine.redis.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.engine.redis.Keys;
import dev.serval.engine.redis.RedisLink;
import dev.serval.hub.ClusterEngine;
import dev.serval.hub.ClusterEngine.Entry;
import dev.serval.hub.ClusterEngine.Fact;
import dev.serval.hub.ClusterEngine.Lock;
import dev.serval.hub.ClusterEngine.Order;
import dev.serval.hub.ClusterEngine.Told;
import dev.serval.hub.ClusterException;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One process's way to the servers of a cluster. Any thread. */
final class RedisClusterLine implements ClusterEngine.Line {

    private final Keys keys;
    private final String names;
    private final String lock;
    private final String token;

    RedisClusterLine(RedisLink link, String cluster) {
        this.keys = new Keys(link, "serval:cluster:{%s}:".formatted(cluster));
        this.names = keys.key("nodes", "names");
        this.lock = keys.key("lock", "roll");
        this.token = keys.key("token", "last");
    }

    private static <T> T asked(Supplier<T> question) throws ClusterException {
        try {
            return question.get();
        } catch (RedisException e) {
            throw ClusterException.silent(e);
        }
    }

    @Override
    public Told announce(String node, Map<String, String> facts, Duration ttl)
            throws ClusterException {
        List<Object> words =
                new ArrayList<>(List.of(node, ttl.toMillis(), ClusterEngine.MOST_NODES));
        facts.forEach((name, value) -> {
            words.add(name);
            words.add(value);
        });
        String[] touched = {names, factsOf(node), orderOf(node), token};
        List<?> told = asked(() -> keys.list(Scripts.ANNOUNCE, touched, words.toArray()));
        if (told.isEmpty()) {
            throw ClusterException.full(ClusterEngine.MOST_NODES);
        }
        long ordered = number(told.get(1));
        return new Told(
                number(told.getFirst()),
                ordered == 0
                        ? Optional.empty()
                        : Optional.of(new Order(ordered, text(told.getLast()))));
    }

    @Override
    public boolean amend(String node, Fact is, Fact becomes, Duration ttl) throws ClusterException {
        return isDone(
                Scripts.AMEND,
                new String[] {factsOf(node)},
                is.name(),
                is.value(),
                becomes.name(),
                becomes.value(),
                ttl.toMillis());
    }

    @Override
    public Map<String, Entry> nodes() throws ClusterException {
        String[] touched = {names};
        List<?> all =
                asked(() ->
                        keys.list(
                                Scripts.NODES,
                                touched,
                                keys.key("node", ""),
                                ClusterEngine.MOST_NODES));
        Map<String, Entry> nodes = new LinkedHashMap<>();
        for (Object each : all) {
            if (each instanceof List<?> node && node.get(2) instanceof List<?> facts) {
                Duration left = Duration.ofMillis(Math.max(0, number(node.get(1))));
                nodes.put(text(node.getFirst()), new Entry(map(facts), left));
            }
        }
        return nodes;
    }

    private static Map<String, String> map(List<?> pairs) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            map.put(text(pairs.get(i)), text(pairs.get(i + 1)));
        }
        return map;
    }

    @Override
    public Lock lock(String who, Duration lease) throws ClusterException {
        String[] touched = {lock, token};
        List<?> told = asked(() -> keys.list(Scripts.LOCK, touched, who, lease.toMillis()));
        return new Lock(number(told.getFirst()), text(told.getLast()));
    }

    @Override
    public boolean renew(Lock ours, Duration lease) throws ClusterException {
        return isDone(
                Scripts.RENEW,
                new String[] {lock, token},
                ours.token(),
                ours.who(),
                lease.toMillis());
    }

    @Override
    public void unlock(Lock ours) throws ClusterException {
        isDone(Scripts.UNLOCK, new String[] {lock}, ours.token());
    }

    @Override
    public boolean order(Lock ours, String node, String what, Duration ttl)
            throws ClusterException {
        return isDone(
                Scripts.ORDER,
                new String[] {lock, orderOf(node)},
                ours.token(),
                what,
                ttl.toMillis());
    }

    private boolean isDone(String script, String[] touched, Object... values)
            throws ClusterException {
        return asked(() -> keys.number(script, touched, values)) == 1;
    }

    private String factsOf(String node) {
        return keys.key("node", node);
    }

    private String orderOf(String node) {
        return keys.key("order", node);
    }

    private static String text(Object bytes) {
        return bytes instanceof byte[] told ? new String(told, UTF_8) : "";
    }

    /** What others have written there may be anything. */
    private static long number(Object bytes) {
        String text = text(bytes);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    @Override
    public void close() {
        keys.close();
    }
}
