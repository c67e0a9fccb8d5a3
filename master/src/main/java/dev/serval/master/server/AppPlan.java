package dev.serval.master.server;

import dev.serval.control.config.AppConfig;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.master.adapter.Adapter;
import dev.serval.master.program.Program;
import dev.serval.master.source.SourceCompiler;
import dev.serval.master.source.SourceModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What application runs.
 *
 * @param shown how the operator named it; empty if there is none of ours
 * @param config what a worker loads
 * @param program what is run instead of a worker of ours
 */
record AppPlan(String shown, AppConfig config, Optional<Program> program) {

    AppPlan(String shown, AppConfig config) {
        this(shown, config, Optional.empty());
    }

    /**
     * Finds it, and compiles it if it is a source file.
     *
     * @param bundled class path entries that come after the operator's
     * @throws OptionException if it does not compile, or there are two
     */
    static AppPlan of(OptionValues values, List<String> bundled) {
        List<String> classPath = new ArrayList<>();
        for (String entry : values.all(AppOptions.CLASSPATH)) {
            classPath.addAll(List.of(entry.split(":", -1)));
        }
        classPath.addAll(bundled);
        Path home = Path.of(System.getProperty("serval.home", "."));
        Optional<Adapter> adapter = Adapter.of(values);
        if (adapter.isPresent()) {
            int workers = Scaling.of(values, true).most();
            return new AppPlan(
                    adapter.get().shown(values),
                    adapter.get().config(values, home, classPath, workers));
        }
        Optional<Program> program = ProgramPlan.of(values);
        if (program.isPresent()) {
            AppConfig nothing = new AppConfig("", List.of(), Map.of());
            return new AppPlan(program.get().shown(), nothing, program);
        }
        if (!values.all(AppOptions.WAR).isEmpty()) {
            return WarPlan.of(values);
        }
        if (values.isSaid(AppOptions.BOOT)) {
            return BootPlan.of(values);
        }
        String module = values.text(AppOptions.MODULE);
        if (!SourceModule.isOne(module)) {
            return new AppPlan(module, new AppConfig(module, classPath, Map.of()));
        }
        SourceModule source = SourceModule.of(module);
        List<String> compiled =
                SourceCompiler.of(home.resolve("lib"), System.getenv()).compile(source, classPath);
        return new AppPlan(source.name(), new AppConfig(source.name(), compiled, Map.of()));
    }
}
