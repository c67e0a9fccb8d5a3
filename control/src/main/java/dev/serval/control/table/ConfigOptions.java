package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;
import java.util.List;

/** Where options are read from, and those of uWSGI's that change nothing here. */
public final class ConfigOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.CONFIGURATION);
    static final OptionGroup ALWAYS = new OptionGroup(Section.ALWAYS);

    public static final Option<String> CONFIG =
            GROUP.one("config", text("FILE"), "", "read this HOCON file instead of ./serval.conf");
    public static final Option<String> INI =
            GROUP.one("ini", text("FILE"), "", "read options from the [uwsgi] section");

    static {
        for (String words :
                List.of(
                        "master, -M",
                        "enable-threads",
                        "lazy",
                        "lazy-apps",
                        "single-interpreter",
                        "strict",
                        "vacuum",
                        "die-on-term",
                        "no-orphans",
                        "thunder-lock",
                        "http-auto-chunked",
                        "http-manage-expect",
                        "http-websockets")) {
            ALWAYS.one(words, FLAG, "true", "accepted; this server always does so");
        }
    }

    private ConfigOptions() {}
}
