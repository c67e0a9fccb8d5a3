package dev.serval.http;

import java.util.List;

/** The hosts a server answers for, compared without regard to case. Pure. */
public final class HostNames {

    /** Every host. */
    public static final HostNames ANY = new HostNames(List.of());

    private final String[] names;

    /**
     * @param names without ports; {@code *.example.org} for all below it, but not itself; none for
     *     any
     */
    public HostNames(List<String> names) {
        this.names = names.toArray(String[]::new);
    }

    /** Whether anybody may be asked for. */
    boolean any() {
        return names.length == 0;
    }

    /**
     * Whether the host is one of them.
     *
     * @param authority a well-formed Host field; its port and one dot at its end do not count
     */
    public boolean allows(String authority) {
        int end = endOfHost(authority);
        for (String name : names) {
            if (matches(name, authority, end)) {
                return true;
            }
        }
        return any();
    }

    private static boolean matches(String name, String authority, int end) {
        if (!name.startsWith("*.")) {
            return name.length() == end && authority.regionMatches(true, 0, name, 0, end);
        }
        int suffix = name.length() - 1;
        return end > suffix && authority.regionMatches(true, end - suffix, name, 1, suffix);
    }

    private static int endOfHost(String authority) {
        int colon = authority.indexOf(':', authority.indexOf(']') + 1);
        int end = colon < 0 ? authority.length() : colon;
        return end > 1 && authority.charAt(end - 1) == '.' ? end - 1 : end;
    }
}
