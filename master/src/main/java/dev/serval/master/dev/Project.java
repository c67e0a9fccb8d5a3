package dev.serval.master.dev;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.ConfigOptions;
import dev.serval.control.table.FilesOptions;
import dev.serval.control.table.MuleOptions;
import dev.serval.control.table.SpoolOptions;
import dev.serval.master.source.SourceCompiler;
import dev.serval.master.source.SourceModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is being developed, and where its parts are. All paths are absolute.
 *
 * @param folder where it was started
 * @param module what a worker loads; empty if it is none of ours
 * @param root where packages of source files begin; null if nothing is compiled here
 * @param entry the one file that is compiled, with what it uses; null for all below the root
 * @param classPath of the application, behind what is compiled here
 * @param statics folders of files that are served as they are
 * @param configs files that say how it is served
 * @param webapp what a WAR holds beside its classes; null if it is none that is put together here
 * @param swaps whether a worker can load it anew
 */
record Project(
        Path folder,
        String module,
        @Nullable Path root,
        @Nullable Path entry,
        List<String> classPath,
        List<Path> statics,
        List<Path> configs,
        @Nullable Path webapp,
        boolean swaps) {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path PAGES = Path.of("src/main/webapp");
    private static final Path TARGET = Path.of("target");
    private static final Path DEPENDENCIES = Path.of("target/dependency");

    /**
     * Finds its parts by what the operator has written and by where Maven has them.
     *
     * @param folder where it was started; absolute
     * @throws OptionException if a source file is named that cannot be read
     */
    static Project of(OptionValues values, Path folder) {
        String module = values.text(AppOptions.MODULE);
        Optional<SourceModule> source =
                SourceModule.isOne(module)
                        ? Optional.of(SourceModule.of(module))
                        : Optional.empty();
        Path tree = folder.resolve(SOURCES);
        Path root = source.map(SourceModule::root).orElse(Files.isDirectory(tree) ? tree : null);
        return new Project(
                folder,
                source.map(SourceModule::name).orElse(module),
                root,
                source.map(s -> s.file().toAbsolutePath()).orElse(null),
                classPath(values, folder, root),
                statics(values, folder),
                configs(values, folder),
                webapp(values, folder),
                !module.isEmpty()
                        && values.all(SpoolOptions.SPOOLER).isEmpty()
                        && values.all(MuleOptions.MULE).isEmpty());
    }

    /** One that is named already is built here only if its parts are here. */
    private static @Nullable Path webapp(OptionValues values, Path folder) {
        Path pages = folder.resolve(PAGES);
        return values.all(AppOptions.WAR).size() == 1 && Files.isDirectory(pages) ? pages : null;
    }

    private static List<String> classPath(OptionValues values, Path folder, @Nullable Path root) {
        List<String> path = new ArrayList<>();
        if (root != null) {
            addIfThere(path, folder.resolve(RESOURCES), "");
            addIfThere(path, root.resolve(SourceCompiler.JARS), "/*");
            if (!root.equals(folder)) {
                addIfThere(path, folder.resolve(SourceCompiler.JARS), "/*");
            }
            addIfThere(path, folder.resolve(DEPENDENCIES), "/*");
            path.addAll(MavenPath.of(folder));
            path.addAll(GradlePath.of(folder));
        }
        if (root == null || values.isSaid(AppOptions.CLASSPATH)) {
            for (String entries : values.all(AppOptions.CLASSPATH)) {
                path.addAll(List.of(entries.split(":", -1)));
            }
        }
        if (root != null) {
            // What a build has made there is older than what is made here.
            path.removeIf(entry -> isBuilt(folder.resolve(entry).normalize(), folder));
        }
        return path;
    }

    private static boolean isBuilt(Path entry, Path folder) {
        return entry.startsWith(folder.resolve(TARGET))
                && !entry.startsWith(folder.resolve(DEPENDENCIES));
    }

    private static void addIfThere(List<String> path, Path folder, String ending) {
        if (Files.isDirectory(folder)) {
            path.add(folder + ending);
        }
    }

    private static List<Path> statics(OptionValues values, Path folder) {
        return Stream.of(
                        FilesOptions.STATIC_MAP,
                        FilesOptions.STATIC_MAP2,
                        FilesOptions.CHECK_STATIC)
                .flatMap(option -> values.all(option).stream())
                .map(text -> folder.resolve(text.substring(text.indexOf('=') + 1)).normalize())
                .toList();
    }

    private static List<Path> configs(OptionValues values, Path folder) {
        List<Path> files = new ArrayList<>();
        files.add(folder.resolve("serval.conf"));
        for (String build : List.of("pom.xml", "build.gradle", "build.gradle.kts")) {
            files.add(folder.resolve(build));
        }
        for (var option : List.of(ConfigOptions.CONFIG, ConfigOptions.INI)) {
            if (values.isSaid(option)) {
                files.add(folder.resolve(values.get(option)).normalize());
            }
        }
        return files;
    }

    /** Folders that are watched, and all below. */
    List<Path> watched() {
        List<Path> all = new ArrayList<>(statics);
        all.add(folder);
        if (root != null) {
            all.add(root);
        }
        for (String entry : classPath) {
            Path place = folder.resolve(entry.replaceFirst("/\\*$", "")).normalize();
            if (Files.isDirectory(place)) {
                all.add(place);
            }
        }
        configs.stream().map(Path::getParent).filter(Files::isDirectory).forEach(all::add);
        return all.stream().distinct().toList();
    }

    /** What is compiled. */
    List<Path> files() throws IOException {
        Path only = entry;
        if (only != null) {
            return List.of(only);
        }
        Path tree = root;
        if (tree == null) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(tree)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Where source text is looked for, to quote from it; never empty. */
    List<String> sources() {
        Path tree = root;
        return List.of(tree == null ? folder.resolve(SOURCES).toString() : tree.toString());
    }
}
