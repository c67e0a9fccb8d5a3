package dev.serval.master.discovery;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When each node has signed last, so that nobody can play a packet a second time. Pure; bounded: of
 * too many, those are forgotten that have been silent for longest.
 */
final class Stamps {

    private static final int MOST = 65_536;

    private final Map<String, Long> last = new LinkedHashMap<>(16, 0.75f, true);
    private final long toleranceSeconds;

    Stamps(long toleranceSeconds) {
        this.toleranceSeconds = toleranceSeconds;
    }

    /**
     * Looks at the stamp of a packet.
     *
     * @param now seconds since 1970
     * @throws PacketException if it is too old, too new, or not newer than the one before
     */
    void check(Announcement said, long now) throws PacketException {
        if (Math.abs(now - said.unix()) > toleranceSeconds) {
            throw new PacketException(
                    "it was signed more than %d s before or after now".formatted(toleranceSeconds));
        }
        Long before = last.get(node(said));
        if (before != null && before >= said.unix()) {
            throw new PacketException("it was signed no later than the one before");
        }
    }

    /** Remembers the stamp of a packet whose signature is right. */
    void take(Announcement said) {
        last.put(node(said), said.unix());
        if (last.size() > MOST) {
            last.remove(last.keySet().iterator().next());
        }
    }

    private static String node(Announcement said) {
        return said.host() + " " + said.backend().address();
    }
}
