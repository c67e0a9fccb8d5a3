package dev.serval.control.routing;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.serval.control.config.PoolConfig;
import dev.serval.control.config.RoutingConfig;
import dev.serval.control.config.RuleConfig;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Reads the blocks {@code pools} and {@code routes}. */
public final class RoutingText {

    /** The key of the block of pools. */
    public static final String POOLS = "pools";

    /** The key of the list of rules. */
    public static final String ROUTES = "routes";

    private RoutingText() {}

    /**
     * Both blocks as text, for the router. It has been read once, so there is no mistake in it.
     *
     * @param blocks what stands under {@link #POOLS} and {@link #ROUTES}; either may be missing
     */
    public static String of(Map<String, ConfigValue> blocks) {
        Map<String, ConfigValue> absolute = new LinkedHashMap<>(blocks);
        absolute.computeIfPresent(POOLS, (_, pools) -> AbsoluteFiles.inPools(pools));
        absolute.computeIfPresent(ROUTES, (_, rules) -> AbsoluteFiles.in(rules));
        return ConfigValueFactory.fromMap(absolute).render(ConfigRenderOptions.concise());
    }

    /** What {@link #of} has written; nothing for an empty text. */
    public static RoutingConfig parse(String text) {
        if (text.isEmpty()) {
            return RoutingConfig.NONE;
        }
        ConfigObject blocks = ConfigFactory.parseString(text).root();
        return read(blocks, (_, _) -> new Origin.Default());
    }

    /**
     * Reads and checks both blocks.
     *
     * @param places where in the file a value stands under a key
     * @throws OptionException for the first mistake
     */
    public static RoutingConfig read(
            Map<String, ConfigValue> blocks, BiFunction<ConfigValue, String, Origin> places) {
        Block.Places where = places::apply;
        List<PoolConfig> pools = new ArrayList<>();
        ConfigValue block = blocks.get(POOLS);
        if (block != null) {
            Block all = Block.of(block, POOLS, where);
            all.names().forEach(name -> pools.add(PoolReader.read(name, all)));
        }
        ConfigValue routes = blocks.get(ROUTES);
        return new RoutingConfig(pools, routes == null ? List.of() : rules(routes, pools, where));
    }

    private static List<RuleConfig> rules(
            ConfigValue routes, List<PoolConfig> pools, Block.Places places) {
        if (!(routes instanceof ConfigList list)) {
            throw OptionException.at(
                    places.apply(routes, ROUTES), "`routes` must be a list: routes = [ ... ]");
        }
        RuleReader reader = new RuleReader(pools.stream().map(PoolConfig::name).toList());
        return list.stream().map(each -> reader.read(each, places)).toList();
    }
}
