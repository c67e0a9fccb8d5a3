package dev.serval.master.adapter;

import dev.serval.control.option.Option;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.Options;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the operator has said, as settings of an application that may ask for it. Pure. */
final class SaidOptions {

    private SaidOptions() {}

    /** {@code serval.flag.NAME}, and {@code serval.option.NAME.N}, N from 0. */
    static Map<String, String> of(OptionValues values) {
        Map<String, String> settings = new HashMap<>();
        for (Option<?> option : Options.all()) {
            List<OptionValues.Said> said = values.isSaid(option) ? values.said(option) : List.of();
            for (int i = 0; i < said.size(); i++) {
                String key =
                        option.type().isFlag()
                                ? "serval.flag." + option.name()
                                : "serval.option.%s.%d".formatted(option.name(), i);
                settings.put(key, said.get(i).text());
            }
        }
        return settings;
    }
}
