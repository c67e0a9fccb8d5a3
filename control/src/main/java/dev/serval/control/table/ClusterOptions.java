package dev.serval.control.table;

import static dev.serval.control.option.OptionType.TIME;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.BackendAddress;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.RegistryPlace;
import dev.serval.control.option.Section;
import java.time.Duration;

/** How a server is one of several that are operated together. */
public final class ClusterOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.CLUSTERS);

    private static final int MOST_WEIGHT = 65_535;

    public static final Option<RegistryPlace> CLUSTER =
            GROUP.one(
                    "cluster",
                    RegistryPlace.TYPE,
                    "",
                    "announce this server in that Redis, for routers that look for backends there"
                            + " and for `serval cluster`, which may reload it");
    public static final Option<BackendAddress> ADDRESS =
            GROUP.one(
                    "cluster-address",
                    OptionType.BACKEND,
                    "",
                    "where routers reach this server; without it, its first --socket");
    public static final Option<Integer> WEIGHT =
            GROUP.one(
                    "cluster-weight",
                    integer(1, MOST_WEIGHT),
                    "1",
                    "this server's share of requests beside others");
    public static final Option<String> ZONE =
            GROUP.one(
                    "cluster-zone",
                    text("NAME"),
                    "",
                    "where this server is, for pools that have a zone");
    public static final Option<Duration> TTL =
            GROUP.one(
                    "cluster-ttl",
                    TIME,
                    "10s",
                    "silence after which routers take this server for dead; at least 2s");
    public static final Option<String> PASSWORD_FILE =
            GROUP.one(
                    "cluster-password-file",
                    text("FILE"),
                    "",
                    "a file with the password for --cluster and for redis:// in --http-to and"
                            + " pools");

    private ClusterOptions() {}
}
