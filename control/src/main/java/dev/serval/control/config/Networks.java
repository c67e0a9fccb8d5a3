package dev.serval.control.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets of IP addresses in CIDR form, and perhaps the word {@code unix} for whoever calls over a
 * Unix socket. Any thread.
 */
public final class Networks {

    private static final String UNIX = "unix";
    private static final int MAPPED_PREFIX_BYTES = 12;

    private final List<Block> blocks = new ArrayList<>();
    private boolean unix;

    private Networks() {}

    private static final class Block {

        private final byte[] base;
        private final int bits;

        Block(byte[] base, int bits) {
            this.base = base;
            this.bits = bits;
        }

        boolean contains(byte[] address) {
            if (address.length != base.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            for (int i = 0; i < whole; i++) {
                if (address[i] != base[i]) {
                    return false;
                }
            }
            int rest = bits % Byte.SIZE;
            return rest == 0 || ((address[whole] ^ base[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, single addresses and {@code unix}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Networks of(List<String> texts) {
        Networks networks = new Networks();
        for (String text : texts) {
            if (text.equals(UNIX)) {
                networks.unix = true;
            } else {
                networks.blocks.add(block(text));
            }
        }
        return networks;
    }

    private static Block block(String text) {
        int slash = text.indexOf('/');
        byte[] base =
                InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int most = base.length * Byte.SIZE;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(text);
        }
        return new Block(base, bits);
    }

    /** Whether the address is in one of them; an IPv4 address in IPv6 form counts as IPv4. */
    public boolean contains(InetAddress address) {
        if (blocks.isEmpty()) {
            return false;
        }
        byte[] bytes = unmapped(address.getAddress());
        return blocks.stream().anyMatch(block -> block.contains(bytes));
    }

    /** Whether callers over a Unix socket are meant too. */
    public boolean containsUnix() {
        return unix;
    }

    private static byte[] unmapped(byte[] address) {
        if (address.length <= MAPPED_PREFIX_BYTES
                || address[10] != (byte) 0xff
                || address[11] != (byte) 0xff) {
            return address;
        }
        for (int i = 0; i < MAPPED_PREFIX_BYTES - 2; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return java.util.Arrays.copyOfRange(address, MAPPED_PREFIX_BYTES, address.length);
    }
}
