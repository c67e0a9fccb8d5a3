package dev.serval.master.dev;

import dev.serval.control.option.Address;
import dev.serval.control.option.Option;
import dev.serval.control.source.OptionSources;
import dev.serval.control.source.OptionSources.Argument;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AdmissionOptions;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.ListenOptions;
import dev.serval.control.table.ProcessOptions;
import dev.serval.control.table.TlsOptions;
import dev.serval.master.server.PlanSource;
import dev.serval.master.server.ServerPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The operator's plan with what a developer wants instead. Any thread. */
final class DevPlans implements PlanSource {

    private static final List<Option<?>> ADDRESSES =
            List.of(
                    ListenOptions.HTTP,
                    ListenOptions.HTTP_SOCKET,
                    ListenOptions.SOCKET,
                    TlsOptions.HTTPS,
                    TlsOptions.HTTPS_DEV);

    private static final String LOOPBACK = "127.0.0.1";

    /** What this machine calls itself. */
    private static final List<String> HOSTS = List.of("localhost", LOOPBACK, "::1", "[::1]");

    private final OptionSources sources;
    private final List<Argument> arguments;
    private final List<String> bundled;
    private final Build build;
    private final Debugger debugger;
    private final Path folder;
    private int port;

    /**
     * @param arguments as they were written
     * @param bundled class path entries that come after the operator's
     */
    DevPlans(
            OptionSources sources,
            List<Argument> arguments,
            List<String> bundled,
            Build build,
            Debugger debugger) {
        this.sources = sources;
        this.arguments = arguments;
        this.bundled = bundled;
        this.build = build;
        this.debugger = debugger;
        this.folder = Path.of("").toAbsolutePath();
    }

    /**
     * What is developed, by the files as they are now.
     *
     * @throws dev.serval.control.option.OptionException for the first mistake
     */
    Project project() {
        return Project.of(sources.read(arguments), folder);
    }

    @Override
    public ServerPlan read() {
        OptionValues said = sources.read(arguments);
        Project project = Project.of(said, folder);
        List<Argument> all = new ArrayList<>(arguments);
        all.removeIf(each -> names(each, AppOptions.MODULE));
        if (!project.module().isEmpty()) {
            all.add(new Argument("module", project.module()));
        }
        all.removeIf(each -> names(each, AppOptions.CLASSPATH));
        if (project.webapp() == null) {
            build.classPath(project).forEach(entry -> all.add(new Argument("classpath", entry)));
        } else {
            war(said, all);
        }
        all.addAll(address(said));
        if (arguments.stream().noneMatch(each -> names(each, ProcessOptions.PROCESSES))) {
            all.add(new Argument("processes", "1"));
        }
        all.add(new Argument("need-app", "false"));
        said.all(ProcessOptions.JVM_OPT).forEach(each -> debugger.keep(all, each));
        debugger.addTo(all);
        return ServerPlan.of(sources.read(all), bundled, project.sources());
    }

    /** What is put together here, at the path of the one that was named. */
    private void war(OptionValues said, List<Argument> all) {
        String named = said.all(AppOptions.WAR).getFirst();
        int mark = named.startsWith("/") ? named.indexOf('=') : -1;
        all.removeIf(each -> names(each, AppOptions.WAR));
        all.add(new Argument("war", named.substring(0, mark + 1) + build.last()));
        all.add(new Argument("catch-exceptions", "true"));
    }

    private static boolean names(Argument argument, Option<?> option) {
        return option.words().contains(argument.word());
    }

    /** Who names no address on the command line is served here, and nobody else is. */
    private List<Argument> address(OptionValues said) {
        boolean wanted =
                arguments.stream()
                        .anyMatch(each -> ADDRESSES.stream().anyMatch(a -> names(each, a)));
        boolean others = said.isSaid(TlsOptions.HTTPS) || said.isSaid(TlsOptions.HTTPS_DEV);
        List<Address> http = said.all(ListenOptions.HTTP);
        List<Argument> more = new ArrayList<>();
        if (!wanted && !others && http.size() < 2) {
            if (port == 0) {
                port = FreePort.from(http);
            }
            more.add(new Argument("http", LOOPBACK + ":" + port));
            more.addAll(hosts(said));
        } else if (!others && http.stream().allMatch(each -> HOSTS.contains(each.host()))) {
            more.addAll(hosts(said));
        }
        return more;
    }

    /** Else a page of anybody's could have its name lead here and read what is written. */
    private static List<Argument> hosts(OptionValues said) {
        return said.isSaid(AdmissionOptions.ALLOWED_HOST)
                ? List.of()
                : HOSTS.stream().map(host -> new Argument("allowed-host", host)).toList();
    }
}
