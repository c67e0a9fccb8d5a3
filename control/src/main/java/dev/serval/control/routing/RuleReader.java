package dev.serval.control.routing;

import com.typesafe.config.ConfigValue;
import dev.serval.control.config.RoutingConfig;
import dev.serval.control.config.RuleConfig;
import dev.serval.control.config.RuleConfig.Match;
import dev.serval.control.option.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads one rule: whom it is for, and the one thing it does. */
final class RuleReader {

    private static final String[] KEYS = {
        "host",
        "path",
        "status",
        "to",
        "redirect",
        "rewrite",
        "auth",
        "headers",
        "request-headers",
        "rate",
        "maintenance"
    };
    private static final List<String> ACTIONS = List.of(KEYS).subList(3, KEYS.length);
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    private static final int TEMPORARY = 307;
    private static final int MAX_BURST = 1_000_000;

    private final List<String> pools;

    /**
     * @param pools that a rule may send requests to
     */
    RuleReader(List<String> pools) {
        this.pools = new ArrayList<>(pools);
        this.pools.add(RoutingConfig.WORKERS);
    }

    RuleConfig read(ConfigValue value, Block.Places places) {
        Block block = Block.of(value, "routes", places, KEYS);
        List<String> actions = ACTIONS.stream().filter(block::has).toList();
        if (actions.size() != 1) {
            throw block.fault(
                    actions.isEmpty() ? block.firstName() : actions.getLast(),
                    actions.isEmpty()
                            ? "this rule does nothing; it needs one of "
                                    + String.join(", ", ACTIONS)
                            : "a rule does one thing, this one has both `%s` and `%s`"
                                    .formatted(actions.getFirst(), actions.getLast()));
        }
        if (block.has("status") && !block.has("redirect")) {
            throw block.fault("status", "`status` goes with `redirect` only");
        }
        Match match = match(block);
        return switch (actions.getFirst()) {
            case "to" -> to(block, match);
            case "redirect" -> redirect(block, match);
            case "rewrite" -> rewrite(block, match);
            case "auth" -> auth(block, match);
            case "headers" -> new RuleConfig.Headers(match, edit(block, "headers"));
            case "request-headers" ->
                    new RuleConfig.RequestHeaders(match, edit(block, "request-headers"));
            case "rate" -> rate(block, match);
            default -> maintenance(block, match);
        };
    }

    private static Match match(Block block) {
        String path = block.text("path", "/*");
        int star = path.indexOf('*');
        boolean glob = star >= 0 && (star < path.length() - 1 || !path.endsWith("/*"));
        if (!path.startsWith("/") || glob || path.chars().anyMatch(c -> c < ' ')) {
            throw block.fault("path", "`path` is %s; it must be like /x or /x/*".formatted(path));
        }
        if (path.contains("//") || path.contains("/./") || path.contains("/../")) {
            throw block.fault("path", "`path` is %s; no request has such a path".formatted(path));
        }
        List<String> hosts = block.texts("host");
        if (hosts.stream().anyMatch(host -> !host.matches("(\\*\\.)?[A-Za-z0-9._:\\[\\]-]+"))) {
            throw block.fault("host", "`host` must be like example.org or *.example.org");
        }
        return new Match(hosts, path);
    }

    private RuleConfig to(Block block, Match match) {
        String pool = block.text("to");
        if (!pools.contains(pool)) {
            String hint =
                    Nearest.to(pool, pools)
                            .map(near -> ", did you mean `" + near + "`?")
                            .orElse("; there is " + String.join(", ", pools));
            throw block.fault("to", "no pool is called `%s`%s".formatted(pool, hint));
        }
        return new RuleConfig.ToPool(match, pool);
    }

    private static RuleConfig redirect(Block block, Match match) {
        String template = block.text("redirect");
        Templates.check(block, "redirect", template, match.path(), true);
        int status = block.number("status", TEMPORARY, 0, 999);
        if (!STATUSES.contains(status)) {
            throw block.fault(
                    "status",
                    "`status` is %d; it must be 301, 302, 303, 307 or 308".formatted(status));
        }
        return new RuleConfig.Redirect(match, template, status);
    }

    private static RuleConfig rewrite(Block block, Match match) {
        String template = block.text("rewrite");
        Templates.check(block, "rewrite", template, match.path(), false);
        return new RuleConfig.Rewrite(match, template);
    }

    private static RuleConfig auth(Block block, Match match) {
        Block auth = block.block("auth", "realm", "users");
        String realm = auth.text("realm", "restricted");
        if (!FieldText.isValue(realm) || realm.contains("\"") || realm.contains("\\")) {
            throw auth.fault("realm", "`realm` must be ASCII without quotes and backslashes");
        }
        String users = auth.text("users");
        try {
            UsersFile.read(users);
        } catch (IllegalArgumentException e) {
            throw auth.fault("users", String.valueOf(e.getMessage()));
        }
        return new RuleConfig.Auth(match, realm, users);
    }

    private static RuleConfig.Edit edit(Block rule, String key) {
        Block block = rule.block(key, "set", "add", "remove");
        List<String> remove = block.texts("remove");
        remove.forEach(name -> checkName(block, "remove", name));
        return new RuleConfig.Edit(fields(block, "set"), fields(block, "add"), remove);
    }

    private static Map<String, String> fields(Block block, String key) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (block.has(key)) {
            Block all = block.block(key);
            for (String name : all.names()) {
                checkName(all, name, name);
                String value = all.text(name);
                if (!FieldText.isValue(value)) {
                    throw all.fault(name, "`%s` must be one line of ASCII".formatted(name));
                }
                fields.put(name.toLowerCase(Locale.ROOT), value);
            }
        }
        return fields;
    }

    private static void checkName(Block block, String key, String name) {
        if (!FieldText.isName(name) || FieldText.isOurs(name)) {
            throw block.fault(
                    key,
                    FieldText.isOurs(name)
                            ? "the field `%s` is the server's own".formatted(name)
                            : "`%s` is no name of a header field".formatted(name));
        }
    }

    private static RuleConfig rate(Block rule, Match match) {
        Block block = rule.block("rate", "per-address", "burst");
        RateText rate =
                block.read(
                        "per-address",
                        "a number for each second, minute or hour: 10/s, 100/m or 1000/h",
                        RateText::parse);
        int burst = block.number("burst", rate.requests(), 1, MAX_BURST);
        return new RuleConfig.Rate(match, rate.requests(), rate.per(), burst);
    }

    private static RuleConfig maintenance(Block block, Match match) {
        String file = block.text("maintenance");
        try {
            Page.read(file);
        } catch (IllegalArgumentException e) {
            throw block.fault("maintenance", String.valueOf(e.getMessage()));
        }
        return new RuleConfig.Maintenance(match, file);
    }
}
