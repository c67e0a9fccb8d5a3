package dev.serval.control.table;

import static dev.serval.control.option.OptionType.LISTENING;
import static dev.serval.control.option.OptionType.integer;

import dev.serval.control.option.Address;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;

/** Where clients and gateways reach the server. */
public final class ListenOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.LISTENING);

    public static final Option<Address> HTTP =
            GROUP.many("http, httprouter", LISTENING, "", "serve HTTP through the router");
    public static final Option<Address> HTTP_SOCKET =
            GROUP.many("http-socket", LISTENING, "", "serve HTTP straight from the workers");
    public static final Option<Address> SOCKET =
            GROUP.many(
                    "socket, uwsgi-socket, -s",
                    LISTENING,
                    "",
                    "serve the uwsgi protocol from the workers");
    public static final Option<Integer> LISTEN =
            GROUP.one(
                    "listen, -l",
                    integer(1, 65535),
                    "1024",
                    "connections the kernel queues for each socket");

    private ListenOptions() {}
}
