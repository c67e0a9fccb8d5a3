package dev.serval.control.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The descriptors a child was handed, by name, in the order they were sent.
 *
 * <p>Names: {@code board} is the scoreboard's file; {@code workers} is the socket the router and
 * the workers share; {@code http:1}, {@code uwsgi:1}, {@code http-socket:1}, ... are listeners in
 * the order of the command line. A {@code /unix} at the end marks a Unix listener.
 *
 * @param byName the raw descriptor of each name
 */
public record Descriptors(Map<String, Integer> byName) {

    public Descriptors {
        byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /**
     * One handed-over listening socket.
     *
     * @param fd the raw descriptor, owned by whoever wraps it
     * @param unix whether it is a Unix socket
     */
    public record Listening(int fd, boolean unix) {}

    /**
     * @param kind the name up to its colon or slash, e.g. {@code http}
     */
    public List<Listening> listeners(String kind) {
        List<Listening> found = new ArrayList<>();
        byName.forEach((name, fd) -> {
            if (name.split("[:/]", -1)[0].equals(kind)) {
                found.add(new Listening(fd, name.endsWith("/unix")));
            }
        });
        return found;
    }
}
