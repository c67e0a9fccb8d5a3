package dev.serval.control.option;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A router that this server announces itself to, and as what.
 *
 * @param server where the router takes subscriptions
 * @param key the host whose requests are served, perhaps with a port
 * @param address where this server is to be asked; empty for that of its socket
 * @param socket which of the sockets, 0 and up
 * @param weight 1 to 65535
 * @param modifier1 of the packets it wants, 0 to 255
 * @param sign how it is signed, if it is
 */
public record Subscription(
        Address server,
        String key,
        String address,
        int socket,
        int weight,
        int modifier1,
        Optional<SignRule> sign) {

    /** In uWSGI's short form. */
    public static final OptionType<Subscription> SHORT =
            new OptionType<>(
                    "HOST:PORT:KEY",
                    "HOST:PORT:KEY, perhaps with ,MODIFIER1 and ,DIGEST:PRIVATE_KEY behind it",
                    Subscription::parse);

    /** In uWSGI's long form. */
    public static final OptionType<Subscription> LONG =
            new OptionType<>(
                    "KEY=VALUE,...",
                    "server=HOST:PORT,key=KEY, perhaps with addr=HOST:PORT, socket=N, weight=N,"
                            + " modifier1=N and sign=DIGEST:PRIVATE_KEY",
                    Subscription::parsePairs);

    private static final int MAX_KEY = 260;
    private static final Set<String> WORDS =
            Set.of("server", "key", "addr", "socket", "weight", "modifier1", "sign");

    /**
     * Reads {@code HOST:PORT:KEY[,MODIFIER1[,SIGN]]}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Subscription parse(String text) {
        List<String> parts = List.of(text.split(",", 3));
        int port = parts.getFirst().indexOf(':', parts.getFirst().lastIndexOf(']') + 1);
        int key = parts.getFirst().indexOf(':', port + 1);
        if (port < 0 || key < 0) {
            throw new IllegalArgumentException(text);
        }
        return new Subscription(
                server(text.substring(0, key)),
                key(parts.getFirst().substring(key + 1)),
                "",
                0,
                1,
                parts.size() > 1 ? number(parts.get(1), 0, 255) : 0,
                parts.size() > 2 ? Optional.of(SignRule.parse(parts.get(2))) : Optional.empty());
    }

    /**
     * Reads {@code server=HOST:PORT,key=KEY,...}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Subscription parsePairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0 || !WORDS.contains(pair.substring(0, equals))) {
                throw new IllegalArgumentException(text);
            }
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        String address = pairs.getOrDefault("addr", "");
        return new Subscription(
                server(pairs.getOrDefault("server", "")),
                key(pairs.getOrDefault("key", "")),
                address.isEmpty() ? "" : Address.parse(address).toString(),
                number(pairs.getOrDefault("socket", "0"), 0, 63),
                number(pairs.getOrDefault("weight", "1"), 1, 65_535),
                number(pairs.getOrDefault("modifier1", "0"), 0, 255),
                Optional.ofNullable(pairs.get("sign")).map(SignRule::parse));
    }

    private static Address server(String text) {
        Address address = Address.parse(text);
        if (address.unix() || address.port() == 0) {
            throw new IllegalArgumentException(text);
        }
        return address;
    }

    private static String key(String text) {
        if (text.isEmpty() || text.length() > MAX_KEY || !text.matches("[A-Za-z0-9_.:\\[\\]-]+")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static int number(String text, int min, int max) {
        return OptionType.integer(min, max).parser().apply(text);
    }

    /** The router and the host, for people. */
    public String shown() {
        return "%s as %s".formatted(server, key);
    }

    /** In the long form. */
    @Override
    public String toString() {
        return "server=%s,key=%s%s,socket=%d,weight=%d,modifier1=%d%s"
                .formatted(
                        server,
                        key,
                        address.isEmpty() ? "" : ",addr=" + address,
                        socket,
                        weight,
                        modifier1,
                        sign.map(rule -> ",sign=" + rule).orElse(""));
    }
}
