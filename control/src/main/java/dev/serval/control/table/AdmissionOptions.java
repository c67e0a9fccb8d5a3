package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.config.Networks;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Section;
import java.util.List;

/** Who may call, for which hosts, and whose word counts. */
public final class AdmissionOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.ADMISSION);
    private static final int MAX_CONNECTIONS_BOUND = 1_000_000;

    private static final OptionType<String> NETWORK =
            new OptionType<>(
                    "CIDR",
                    "an IP address, a network like 10.0.0.0/8, or unix",
                    AdmissionOptions::network);

    public static final Option<String> TRUSTED_PROXY =
            GROUP.many(
                    "trusted-proxy",
                    NETWORK,
                    "",
                    "believe what a proxy at this address says of its clients (X-Forwarded-For,"
                            + " X-Forwarded-Proto, Forwarded, X-Request-Id)");
    public static final Option<Boolean> PROXY_PROTOCOL =
            GROUP.one(
                    "http-proxy-protocol, http-enable-proxy-protocol",
                    FLAG,
                    "false",
                    "each connection to --http begins with a PROXY protocol head, v1 or v2, of a"
                            + " --trusted-proxy; others are refused");
    public static final Option<String> ALLOWED_HOST =
            GROUP.many(
                    "allowed-host",
                    text("NAME"),
                    "",
                    "answer requests for this host only, or *.example.org; 421 to others");
    public static final Option<Integer> MAX_CONNECTIONS =
            GROUP.one(
                    "http-max-connections",
                    integer(1, MAX_CONNECTIONS_BOUND),
                    "10000",
                    "clients connected to a router process at once, else 503");
    public static final Option<Integer> MAX_PER_ADDRESS =
            GROUP.one(
                    "http-max-connections-per-address",
                    integer(0, MAX_CONNECTIONS_BOUND),
                    "0",
                    "the same for one IP address that is no --trusted-proxy; 0 for no limit");
    public static final Option<Integer> KEEPALIVE_REQUESTS =
            GROUP.one(
                    "http-keepalive-requests",
                    integer(0, Integer.MAX_VALUE),
                    "0",
                    "requests on one connection, after which it is closed; 0 for no limit");

    private AdmissionOptions() {}

    private static String network(String text) {
        Networks.of(List.of(text));
        return text;
    }
}
