package dev.serval.control.table;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole table. An option that is not here does not exist. */
public final class Options {

    private static final List<Option<?>> ALL =
            Stream.of(
                            ProcessOptions.GROUP,
                            ChildOptions.GROUP,
                            AppOptions.GROUP,
                            ProgramOptions.GROUP,
                            ListenOptions.GROUP,
                            TlsOptions.GROUP,
                            AcmeOptions.GROUP,
                            RouterOptions.GROUP,
                            DiscoveryOptions.GROUP,
                            ClusterOptions.GROUP,
                            SocketOptions.GROUP,
                            FilesOptions.GROUP,
                            ContentOptions.GROUP,
                            AdmissionOptions.GROUP,
                            LimitOptions.GROUP,
                            TimeoutOptions.GROUP,
                            WearOptions.GROUP,
                            CheaperOptions.GROUP,
                            StatsOptions.GROUP,
                            LogOptions.GROUP,
                            AccessOptions.GROUP,
                            TraceOptions.GROUP,
                            ControlOptions.GROUP,
                            SpoolOptions.GROUP,
                            CronOptions.GROUP,
                            MuleOptions.GROUP,
                            SharedOptions.GROUP,
                            HookOptions.GROUP,
                            EmperorOptions.GROUP,
                            ConfigOptions.GROUP,
                            ConfigOptions.ALWAYS)
                    .map(OptionGroup::all)
                    .<Option<?>>flatMap(List::stream)
                    .toList();

    private Options() {}

    /** Every option, in the order of the table. */
    public static List<Option<?>> all() {
        return ALL;
    }

    /** The option of this word. */
    public static Optional<Option<?>> find(String word) {
        return ALL.stream().filter(o -> o.words().contains(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return ALL.stream().flatMap(o -> o.words().stream()).toList();
    }
}
