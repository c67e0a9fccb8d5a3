package dev.serval.control.routing;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
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
