package dev.serval.control.table;

import static dev.serval.control.option.OptionType.TIME;

import dev.serval.control.option.Address;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Section;
import dev.serval.control.option.SignRule;
import dev.serval.control.option.Subscription;
import java.time.Duration;

/** How backends are found, and how this server is found by others. */
public final class DiscoveryOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.DISCOVERY);

    private static final OptionType<Address> UDP =
            new OptionType<>("ADDRESS", "PORT, :PORT or HOST:PORT", DiscoveryOptions::udp);
    private static final OptionType<String> HOST =
            new OptionType<>("HOST", "a host, perhaps with a port", String::strip);

    public static final Option<Address> SUBSCRIPTION_SERVER =
            GROUP.many(
                    "http-subscription-server",
                    UDP,
                    "",
                    "take uWSGI's subscriptions on this UDP address: backends that say which host"
                            + " they serve");
    public static final Option<String> FALLBACK_KEY =
            GROUP.one(
                    "http-subscription-fallback-key",
                    HOST,
                    "",
                    "send requests for hosts nobody has subscribed for to the backends of this one");
    public static final Option<Duration> TOLERANCE =
            GROUP.one(
                    "subscription-tolerance",
                    TIME,
                    "17s",
                    "silence after which a backend's subscription is over");
    public static final Option<SignRule> SIGN_CHECK =
            GROUP.one(
                    "subscriptions-sign-check",
                    SignRule.CHECK,
                    "",
                    "take only subscriptions that are signed with the key for their host");
    public static final Option<Duration> SIGN_TOLERANCE =
            GROUP.one(
                    "subscriptions-sign-check-tolerance",
                    TIME,
                    "60s",
                    "how far the clock of who has signed may be off");
    public static final Option<Subscription> SUBSCRIBE_TO =
            GROUP.many(
                    "subscribe-to, subscribe, st",
                    Subscription.SHORT,
                    "",
                    "announce this server's first --socket to a router, as a backend for this host");
    public static final Option<Subscription> SUBSCRIBE2 =
            GROUP.many(
                    "subscribe2",
                    Subscription.LONG,
                    "",
                    "the same, with an address, a socket's number, a weight or a signature");
    public static final Option<Duration> SUBSCRIBE_FREQ =
            GROUP.one("subscribe-freq", TIME, "10s", "how often this server announces itself");
    public static final Option<Duration> SLOW_START =
            GROUP.one(
                    "http-slow-start",
                    TIME,
                    "10s",
                    "how long a backend that has come later is given less than its share; of"
                            + " --http-to and of subscriptions");
    public static final Option<Address> RESOLVER =
            GROUP.many(
                    "resolver",
                    UDP,
                    "",
                    "ask this DNS server about dns:// and dns+srv://, not those of the system");
    public static final Option<Duration> MIN_TTL =
            GROUP.one("resolver-min-ttl", TIME, "1s", "ask no sooner again, whatever DNS says");
    public static final Option<Duration> MAX_TTL =
            GROUP.one("resolver-max-ttl", TIME, "5m", "ask no later again, whatever DNS says");

    private DiscoveryOptions() {}

    private static Address udp(String text) {
        Address address = Address.parse(text);
        if (address.unix()) {
            throw new IllegalArgumentException(text);
        }
        return address;
    }
}
