package dev.serval.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides who sent a request. Pure. What a proxy says counts only if the connection comes from a
 * trusted one; then its list is read from the right, and the first address that is not a trusted
 * proxy's is the client's: everything left of it is hearsay.
 *
 * <p>X-Forwarded-For goes before Forwarded (RFC 7239) where both are there: a proxy that adds to
 * the one may pass the other on as the client made it up.
 */
public final class Forwarding {

    private static final AsciiString FOR = AsciiString.cached("x-forwarded-for");
    private static final AsciiString PROTO = AsciiString.cached("x-forwarded-proto");
    private static final AsciiString FORWARDED = AsciiString.cached("forwarded");

    private Forwarding() {}

    /**
     * The sender of a request that came over this connection.
     *
     * @param proxies which addresses are trusted proxies'
     */
    public static Sender of(
            HttpHeaders headers, ClientFacts facts, Predicate<InetAddress> proxies) {
        RequestIds ids = RequestIds.of(headers, facts.trusted());
        if (!facts.trusted()) {
            return new Sender(
                    facts.remoteAddr(),
                    facts.remotePort(),
                    facts.https(),
                    false,
                    facts.remoteAddr(),
                    ids);
        }
        return believed(hops(headers), facts, proxies, ids);
    }

    private static Sender believed(
            List<ForwardedHop> hops,
            ClientFacts facts,
            Predicate<InetAddress> proxies,
            RequestIds ids) {
        List<String> chain = new ArrayList<>();
        if (!facts.remoteAddr().isEmpty()) {
            chain.add(facts.remoteAddr());
        }
        String address = facts.remoteAddr();
        String port = facts.remotePort();
        String proto = hops.isEmpty() ? null : hops.getLast().proto();
        for (ForwardedHop hop : hops.reversed()) {
            InetAddress node = hop.address();
            if (node == null) {
                break;
            }
            address = node.getHostAddress();
            port = hop.port();
            proto = hop.proto();
            chain.addFirst(address);
            if (!proxies.test(node)) {
                break;
            }
        }
        return new Sender(address, port, https(proto, facts), true, String.join(", ", chain), ids);
    }

    private static boolean https(@Nullable String proto, ClientFacts facts) {
        if (proto == null) {
            return facts.https();
        }
        if (proto.equalsIgnoreCase("https") || proto.equalsIgnoreCase("wss")) {
            return true;
        }
        return !proto.equalsIgnoreCase("http") && !proto.equalsIgnoreCase("ws") && facts.https();
    }

    private static List<ForwardedHop> hops(HttpHeaders headers) {
        if (!headers.contains(FOR) && headers.contains(FORWARDED)) {
            return ForwardedHop.parse(String.join(",", headers.getAll(FORWARDED)));
        }
        List<String> nodes = list(headers.getAll(FOR));
        List<String> protos = list(headers.getAll(PROTO));
        List<ForwardedHop> hops = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            boolean paired = protos.size() == nodes.size();
            String last = protos.isEmpty() ? null : protos.getLast();
            hops.add(ForwardedHop.of(nodes.get(i), paired ? protos.get(i) : last));
        }
        if (hops.isEmpty() && !protos.isEmpty()) {
            hops.add(ForwardedHop.of("", protos.getLast()));
        }
        return hops;
    }

    private static List<String> list(List<String> values) {
        List<String> all = new ArrayList<>();
        for (String value : values) {
            for (String one : value.split(",", -1)) {
                all.add(one.strip());
            }
        }
        return all;
    }
}
