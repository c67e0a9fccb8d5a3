package dev.serval.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step of a request's way, as a proxy told it. Pure.
 *
 * @param address whom the proxy had the request from; null where it did not say, or not with an IP
 *     address
 * @param port its port; empty if not said
 * @param proto the scheme it came with; null if not said
 */
record ForwardedHop(@Nullable InetAddress address, String port, @Nullable String proto) {

    /**
     * Reads {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1}, {@code [2001:db8::1]:80}.
     */
    static ForwardedHop of(String node, @Nullable String proto) {
        int colon = node.lastIndexOf(':');
        boolean bracket = node.startsWith("[");
        boolean ported =
                colon > 0 && (bracket ? node.charAt(colon - 1) == ']' : node.indexOf(':') == colon);
        String host = ported ? node.substring(0, colon) : node;
        String port = ported ? node.substring(colon + 1) : "";
        if (bracket && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        InetAddress address = literal(host);
        boolean number = port.length() <= 5 && Tokens.areDigits(port, 0);
        return new ForwardedHop(address, number ? port : "", proto);
    }

    /**
     * Reads a Forwarded field (RFC 7239 section 4), all of them joined by commas.
     *
     * @return the elements in order; none if it is malformed
     */
    static List<ForwardedHop> parse(String field) {
        List<ForwardedHop> hops = new ArrayList<>();
        for (String element : parts(field, ',')) {
            String node = "";
            String proto = null;
            for (String pair : parts(element, ';')) {
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    continue;
                }
                String value = unquoted(pair.substring(equals + 1).strip());
                switch (pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                    case "for" -> node = value;
                    case "proto" -> proto = value;
                    default -> {}
                }
            }
            hops.add(of(node, proto));
        }
        return hops;
    }

    /** Parted where no quotes stand around; nothing if a quote is not closed. */
    private static List<String> parts(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return quoted ? List.of() : parts;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replace("\\", "") : value;
    }

    /** Only whole addresses: the JDK also takes {@code 1} and {@code 127.1}, and names of zones. */
    private static @Nullable InetAddress literal(String text) {
        boolean four = text.chars().filter(c -> c == '.').count() == 3;
        boolean six = text.indexOf(':') >= 0;
        if ((!four && !six) || text.indexOf('%') >= 0 || text.length() > 45) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
