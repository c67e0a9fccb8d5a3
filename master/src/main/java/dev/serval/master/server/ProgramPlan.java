package dev.serval.master.server;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.CheaperOptions;
import dev.serval.control.table.ListenOptions;
import dev.serval.control.table.LogOptions;
import dev.serval.control.table.ProcessOptions;
import dev.serval.control.table.ProgramOptions;
import dev.serval.control.table.WearOptions;
import dev.serval.master.program.Program;
import dev.serval.master.source.RunnableJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that is run instead of an application of ours, from what the operator has written. */
final class ProgramPlan {

    /** What is for applications that run in a process of ours. */
    private static final List<Option<?>> NOT_FOR_PROGRAMS =
            List.of(
                    ProcessOptions.THREADS,
                    ListenOptions.SOCKET,
                    ListenOptions.HTTP_SOCKET,
                    AppOptions.CLASSPATH,
                    AppOptions.CATCH_EXCEPTIONS,
                    WearOptions.MAX_REQUESTS,
                    WearOptions.MAX_REQUESTS_DELTA,
                    WearOptions.RELOAD_ON_HEAP,
                    WearOptions.RELOAD_ON_METASPACE,
                    WearOptions.RELOAD_ON_EXCEPTION,
                    CheaperOptions.CHEAPER,
                    CheaperOptions.IDLE);

    /** What is for programs alone. */
    private static final List<Option<?>> FOR_PROGRAMS =
            List.of(ProgramOptions.READY, ProgramOptions.START_TIME, ProgramOptions.CONNECTIONS);

    private ProgramPlan() {}

    /**
     * Finds it.
     *
     * @return empty if there is none
     * @throws OptionException if it cannot be run, or something is said that it cannot do
     */
    static Optional<Program> of(OptionValues values) {
        boolean jar = values.isSaid(ProgramOptions.JAR);
        if (!jar && !values.isSaid(ProgramOptions.PROGRAM)) {
            refuse(
                    values,
                    FOR_PROGRAMS,
                    "for a program that serves HTTP itself; add --program"
                            + " 'COMMAND' or --jar app.jar, or leave it out");
            return Optional.empty();
        }
        String name = jar ? "jar" : "program";
        refuse(
                values,
                NOT_FOR_PROGRAMS,
                "for applications that run in Serval's own workers, which"
                        + " --%s does not; leave it out".formatted(name));
        if (!jar) {
            refuse(
                    values,
                    List.of(ProcessOptions.JVM_OPT),
                    "for JVMs that Serval starts itself;"
                            + " write it into --program, or use --jar");
        }
        String shown = values.get(jar ? ProgramOptions.JAR : ProgramOptions.PROGRAM).trim();
        return Optional.of(
                new Program(
                        shown,
                        jar ? java(values, shown) : shell(shown),
                        values.text(ProgramOptions.READY),
                        values.get(ProgramOptions.START_TIME),
                        values.get(LogOptions.LOG_WORKER)));
    }

    private static void refuse(OptionValues values, List<Option<?>> options, String why) {
        options.stream()
                .filter(values::isSaid)
                .findFirst()
                .ifPresent(option -> {
                    throw OptionException.combination("--%s is %s".formatted(option.name(), why));
                });
    }

    /** A shell reads quotes and variables, and becomes the program. */
    private static List<String> shell(String command) {
        return List.of("/bin/sh", "-c", "exec " + command);
    }

    private static List<String> java(OptionValues values, String text) {
        List<String> said =
                Files.exists(Path.of(text)) ? List.of(text) : List.of(text.split("\\s+", -1));
        String name = said.getFirst();
        RunnableJar jar = RunnableJar.of(name, Path.of(name).toAbsolutePath().normalize());
        return Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                        values.all(ProcessOptions.JVM_OPT),
                        List.of("-jar", jar.file().toString()),
                        said.subList(1, said.size()))
                .flatMap(List::stream)
                .toList();
    }
}
