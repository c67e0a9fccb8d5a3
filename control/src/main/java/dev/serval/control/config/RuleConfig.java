package dev.serval.control.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One rule of {@code routes}: which requests it is for, and the one thing it does to them.
 *
 * <p>Rules are looked at in order. {@link ToPool}, {@link Redirect} and {@link Maintenance} end it;
 * after the others the next rule is looked at.
 */
public sealed interface RuleConfig {

    /** Which requests it is for. */
    Match match();

    /**
     * @param hosts any of these, {@code *.example.org} for all below it; none for every host
     * @param path {@code /x} for that path, {@code /x/*} for it and all below it
     */
    record Match(List<String> hosts, String path) {}

    /**
     * The request goes to this pool.
     *
     * @param pool a name, or {@link RoutingConfig#WORKERS}
     */
    record ToPool(Match match, String pool) implements RuleConfig {}

    /**
     * The client is sent elsewhere.
     *
     * @param template with {@code {path}} and {@code {rest}}
     */
    record Redirect(Match match, String template, int status) implements RuleConfig {}

    /**
     * The request goes on under another path.
     *
     * @param template with {@code {path}} and {@code {rest}}
     */
    record Rewrite(Match match, String template) implements RuleConfig {}

    /**
     * The client must say who it is.
     *
     * @param users an htpasswd file of bcrypt hashes
     */
    record Auth(Match match, String realm, String users) implements RuleConfig {}

    /** The answer's fields are changed. */
    record Headers(Match match, Edit edit) implements RuleConfig {}

    /** The request's fields are changed. */
    record RequestHeaders(Match match, Edit edit) implements RuleConfig {}

    /**
     * @param set fields that have this value alone afterwards
     * @param add fields that are there once more
     * @param remove fields that are gone before the others come
     */
    record Edit(Map<String, String> set, Map<String, String> add, List<String> remove) {}

    /**
     * So many requests from one address, else 429.
     *
     * @param requests in each {@code per}
     * @param burst that many at once
     */
    record Rate(Match match, int requests, Duration per, int burst) implements RuleConfig {}

    /**
     * Nobody is served.
     *
     * @param file the page
     */
    record Maintenance(Match match, String file) implements RuleConfig {}
}
