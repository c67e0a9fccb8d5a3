package dev.serval.control.routing;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import dev.serval.control.option.UpstreamSource;
import java.nio.file.Path;

/** Names of files made absolute: the router may run in another folder than the master. */
final class AbsoluteFiles {

    private AbsoluteFiles() {}

    /** The rules, with the files they name. */
    static ConfigValue in(ConfigValue rules) {
        if (!(rules instanceof ConfigList list)) {
            return rules;
        }
        return ConfigValueFactory.fromIterable(list.stream().map(AbsoluteFiles::rule).toList());
    }

    /** The pools, with the files in which they are found. */
    static ConfigValue inPools(ConfigValue pools) {
        if (!(pools instanceof ConfigObject all)) {
            return pools;
        }
        ConfigObject done = all;
        for (String name : all.keySet()) {
            if (all.get(name) instanceof ConfigObject pool && pool.containsKey("to")) {
                done = done.withValue(name, pool.withValue("to", backends(pool.get("to"))));
            }
        }
        return done;
    }

    private static ConfigValue backends(ConfigValue to) {
        if (to instanceof ConfigList list) {
            return ConfigValueFactory.fromIterable(
                    list.stream().map(AbsoluteFiles::backends).toList());
        }
        return to.unwrapped() instanceof String text && UpstreamSource.isMeant(text)
                ? ConfigValueFactory.fromAnyRef(UpstreamSource.parse(text).toString())
                : to;
    }

    private static ConfigValue rule(ConfigValue value) {
        if (!(value instanceof ConfigObject rule)) {
            return value;
        }
        ConfigObject done = file(rule, "maintenance");
        return done.get("auth") instanceof ConfigObject auth
                ? done.withValue("auth", file(auth, "users"))
                : done;
    }

    private static ConfigObject file(ConfigObject block, String key) {
        ConfigValue value = block.get(key);
        if (value == null || value.valueType() != ConfigValueType.STRING) {
            return block;
        }
        String absolute = Path.of(String.valueOf(value.unwrapped())).toAbsolutePath().toString();
        return block.withValue(key, ConfigValueFactory.fromAnyRef(absolute));
    }
}
