package dev.serval.control.table;

import static dev.serval.control.option.OptionType.LISTENING;
import static dev.serval.control.option.OptionType.SOCKET_MODE;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.text;

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

    public static final Option<String> CHMOD_SOCKET =
            GROUP.one(
                    "chmod-socket, chmod",
                    SOCKET_MODE,
                    "",
                    "the rights of Unix sockets; 666 where no mode is said. Without it they are"
                            + " what the umask leaves, and never everybody's");
    public static final Option<String> CHOWN_SOCKET =
            GROUP.one(
                    "chown-socket",
                    text("USER[:GROUP]"),
                    "",
                    "whose Unix sockets are; without it those of --uid and --gid");

    private ListenOptions() {}
}
