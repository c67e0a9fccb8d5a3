package dev.serval.router.encoding;

import java.util.List;
import java.util.Locale;

/** Which content codings a client takes (RFC 9110 section 12.5.3). Pure. */
public final class Codings {

    private static final int ONE = 1000;

    private Codings() {}

    /**
     * Those that the client likes at least as well as the plain bytes, best first.
     *
     * @param accept the value of Accept-Encoding; empty if there is none
     * @param offered what there is, in the order of what it likes equally well
     */
    public static List<Coding> wanted(String accept, List<Coding> offered) {
        if (accept.isEmpty()) {
            return List.of();
        }
        int plain = Math.max(1, quality(accept, "identity", -1));
        boolean said = quality(accept, "identity", -1) > 0;
        return offered.stream()
                .filter(c -> quality(accept, c.token(), 0) >= (said ? plain : 1))
                .sorted((a, b) -> quality(accept, b.token(), 0) - quality(accept, a.token(), 0))
                .toList();
    }

    /** In thousandths; {@code *} stands for what is not named. */
    private static int quality(String accept, String token, int unsaid) {
        int any = unsaid;
        for (String item : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            int semicolon = item.indexOf(';');
            String name = (semicolon < 0 ? item : item.substring(0, semicolon)).strip();
            if (name.equals(token) || (token.equals("gzip") && name.equals("x-gzip"))) {
                return weight(semicolon < 0 ? "" : item.substring(semicolon + 1));
            }
            if (name.equals("*") && !token.equals("identity")) {
                any = weight(semicolon < 0 ? "" : item.substring(semicolon + 1));
            }
        }
        return any;
    }

    private static int weight(String parameters) {
        for (String parameter : parameters.split(";", -1)) {
            String text = parameter.strip();
            if (text.startsWith("q=")) {
                try {
                    double q = Double.parseDouble(text.substring(2).strip());
                    return q >= 0 && q <= 1 ? (int) Math.round(q * ONE) : 0;
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return ONE;
    }
}
