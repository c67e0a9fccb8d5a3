package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import dev.serval.control.option.Subscription;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * uWSGI's subscription packet (uwsgi-docs, SubscriptionServer.rst): a uwsgi packet with modifier1
 * 224, and modifier2 1 for the end of a subscription. All values are text.
 */
final class SubscriptionPacket {

    static final int MODIFIER = 224;

    private static final int LEAVE = 1;
    private static final int MAX_WEIGHT = 65_535;
    private static final String HTTP = "h";

    /** As long as a Unix socket's may be (unix(7)). */
    private static final Pattern ADDRESS = Pattern.compile("[!-~]{1,107}");

    private static final Pattern HOST =
            Pattern.compile("([a-z0-9_.-]{1,253}|\\[[0-9a-f:.]{2,45}])(:\\d{1,5})?");

    private SubscriptionPacket() {}

    /**
     * Reads what the fields say.
     *
     * @throws PacketException if that is not a node that can be asked
     */
    static Announcement announcement(PacketFields fields) throws PacketException {
        if (fields.modifier1() != MODIFIER || fields.modifier2() > LEAVE) {
            throw new PacketException("it is no subscription");
        }
        String host = fields.text("key").toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw new PacketException("its key is no host");
        }
        Backend backend =
                Backend.at(address(fields))
                        .weighing((int) Math.max(1, fields.number("weight", 1, 0, MAX_WEIGHT)))
                        .ranking((int) fields.number("backup", 0, 0, MAX_WEIGHT))
                        .modified((int) fields.number("modifier1", 0, 0, 255));
        return new Announcement(
                fields.modifier2() == LEAVE,
                host,
                backend,
                fields.number("unix", 0, 0, Long.MAX_VALUE / 2));
    }

    /** Names are not looked up: anybody could make us ask anybody for anything. */
    private static BackendAddress address(PacketFields fields) throws PacketException {
        try {
            String text = fields.text("address");
            BackendAddress read = BackendAddress.parse(text);
            if (!read.address().unix()) {
                InetAddress.ofLiteral(read.address().host());
            }
            if (read.http() || !ADDRESS.matcher(text).matches()) {
                throw new IllegalArgumentException("no plain address");
            }
            if (read.address().unix() || read.address().port() > 0) {
                return new BackendAddress(fields.text("proto").equals(HTTP), read.address());
            }
        } catch (IllegalArgumentException e) {
            throw new PacketException("its address is neither IP:PORT nor a Unix socket");
        }
        throw new PacketException("its address has no port");
    }

    /**
     * The fields of our own, in the order in which uWSGI writes them.
     *
     * @param cores requests that are served at once
     */
    static Map<String, String> fields(Subscription own, String address, int cores) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", own.key());
        fields.put("address", address);
        fields.put("modifier1", Integer.toString(own.modifier1()));
        fields.put("modifier2", "0");
        fields.put("cores", Integer.toString(cores));
        fields.put("load", "0");
        fields.put("weight", Integer.toString(own.weight()));
        return fields;
    }

    static byte[] packet(boolean leaves, byte[] fields) {
        return PacketFields.packet(MODIFIER, leaves ? LEAVE : 0, fields);
    }
}
