package dev.serval.router.route;

import io.netty.util.NetUtil;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket for each address: IPv4 whole, IPv6 by its first 64 bits, which one client has all
 * of. The {@value #MAX_ADDRESSES} that asked last are known.
 *
 * <p>One for all event loops of a router, behind a lock that is held for a look into a table.
 */
final class RateLimit {

    private static final int MAX_ADDRESSES = 65_536;
    private static final int V6_PREFIX_BYTES = 8;

    private final long nanosPerRequest;
    private final long slack;

    /** When each bucket will be full again. */
    private final Map<Long, Long> full =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
                    return size() > MAX_ADDRESSES;
                }
            };

    /**
     * @param burst requests at once, 1 and up
     */
    RateLimit(long nanosPerRequest, int burst) {
        this.nanosPerRequest = nanosPerRequest;
        this.slack = nanosPerRequest * (burst - 1);
    }

    /**
     * Takes a token.
     *
     * @param address as text; whatever is none has a bucket in common
     * @param now as {@link System#nanoTime}
     * @return 0 if there was one, else nanoseconds until there will be
     */
    long take(String address, long now) {
        long key = key(address);
        synchronized (full) {
            Long before = full.get(key);
            long from = before == null || before - now < 0 ? now : before;
            long wait = from - now - slack;
            if (wait > 0) {
                return wait;
            }
            full.put(key, from + nanosPerRequest);
            return 0;
        }
    }

    private static long key(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return -1;
        }
        long key = 0;
        for (int i = 0; i < Math.min(bytes.length, V6_PREFIX_BYTES); i++) {
            key = key << 8 | (bytes[i] & 0xff);
        }
        return key;
    }
}
