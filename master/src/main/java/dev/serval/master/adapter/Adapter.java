package dev.serval.master.adapter;

import dev.serval.control.config.AppConfig;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.ProgramOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An application of ours that runs those of another interface.
 *
 * @param option its value says what is run
 * @param folder of its jars, in the distribution's {@code adapters}
 * @param type the class that is a {@code dev.serval.app.App}
 */
public record Adapter(Option<String> option, String folder, String type) {

    private static final Adapter JWSGI =
            new Adapter(AppOptions.JWSGI, "jwsgi", "dev.serval.adapter.jwsgi.JwsgiApp");

    private static final List<Adapter> ALL =
            List.of(
                    JWSGI,
                    new Adapter(
                            AppOptions.JDK_HTTP,
                            "jdkhttp",
                            "dev.serval.adapter.jdkhttp.HttpServerApp"));

    /**
     * The one that was asked for; empty for an application of our own, or none.
     *
     * @throws OptionException if there are two applications
     */
    public static Optional<Adapter> of(OptionValues values) {
        List<String> said =
                Stream.concat(
                                Stream.of(
                                        AppOptions.MODULE,
                                        AppOptions.WAR,
                                        AppOptions.BOOT,
                                        ProgramOptions.PROGRAM,
                                        ProgramOptions.JAR),
                                ALL.stream().map(Adapter::option))
                        .filter(values::isSaid)
                        .map(one -> "--" + one.name())
                        .toList();
        if (said.size() > 1) {
            throw OptionException.combination(
                    "%s name an application each, and a server has one; leave one of them out"
                            .formatted(String.join(" and ", said)));
        }
        return ALL.stream().filter(each -> values.isSaid(each.option)).findFirst();
    }

    /** What the operator wrote. */
    public String shown(OptionValues values) {
        return values.get(option);
    }

    /**
     * What a worker loads, and what that finds in its settings.
     *
     * @param home of the distribution
     * @param classPath of what is run; no entry holds a colon
     * @param workers how many there may be
     */
    public AppConfig config(OptionValues values, Path home, List<String> classPath, int workers) {
        Map<String, String> settings = new HashMap<>();
        settings.put("serval.app", shown(values));
        settings.put("serval.class-path", String.join(":", classPath));
        settings.put("serval.workers", Integer.toString(workers));
        if (equals(JWSGI)) {
            settings.putAll(SaidOptions.of(values));
        }
        settings.replaceAll((_, value) -> value.replace('\n', ' '));
        return new AppConfig(
                type, List.of(home.resolve("adapters").resolve(folder) + "/*"), settings);
    }
}
