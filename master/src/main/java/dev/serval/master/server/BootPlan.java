package dev.serval.master.server;

import dev.serval.control.config.AppConfig;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.master.source.BootProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Spring Boot program, which an adapter runs. */
final class BootPlan {

    private static final String ADAPTER = "dev.serval.adapter.boot.BootApp";

    private BootPlan() {}

    /**
     * Finds the file.
     *
     * @throws OptionException if it is none
     */
    static AppPlan of(OptionValues values) {
        String said = values.get(AppOptions.BOOT);
        BootProgram program = BootProgram.of(said);
        Map<String, String> settings = new TreeMap<>();
        settings.put("serval.boot.jar", program.file().toString());
        settings.put("serval.boot.arguments", program.arguments());
        if (values.isSaid(AppOptions.CLASSPATH)) {
            settings.put("serval.class-path", String.join(":", values.all(AppOptions.CLASSPATH)));
        }
        settings.replaceAll((_, value) -> value.replace('\n', ' '));
        String home = System.getProperty("serval.home", ".");
        List<String> adapter = List.of(Path.of(home, "adapters", "boot") + "/*");
        return new AppPlan(said, new AppConfig(ADAPTER, adapter, settings));
    }
}
