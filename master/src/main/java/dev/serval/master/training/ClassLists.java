package dev.serval.master.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The lists of classes that JVMs have written ({@code -XX:DumpLoadedClassList}), put together. A
 * line names a class, or begins with {@code @} and tells what was linked in one.
 */
final class ClassLists {

    private static final String SUFFIX = ".classes";

    /** Written for each process by its number, in the folder it runs in. */
    static final String EACH = "%p" + SUFFIX;

    /** Numbers of classes, good in one list only. */
    private static final Pattern NUMBER = Pattern.compile(" id: \\d+");

    /**
     * They refer to picocli, whose classes are too old for any cache. To load one of these from a
     * cache the JVM looks for picocli's, in each process.
     */
    private static final String COMMAND_LINE = "dev/serval/master/cli/";

    private ClassLists() {}

    /**
     * @param folder with the lists of one rehearsal
     * @return the new list
     * @throws IOException also if there is no list
     */
    static Path join(Path folder) throws IOException {
        List<List<String>> lists = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path each : found) {
                lists.add(Files.readAllLines(each, UTF_8));
            }
        }
        if (lists.isEmpty()) {
            throw new IOException("the JVM has written no list of classes");
        }
        return Files.write(folder.resolve("all-classes"), union(lists), UTF_8);
    }

    /** Each class once, without those an application's loader has loaded, and the command line. */
    static Set<String> union(List<List<String>> lists) {
        Set<String> union = new LinkedHashSet<>();
        for (List<String> list : lists) {
            list.stream()
                    .filter(line -> !line.startsWith("#") && !line.contains(" source: "))
                    .filter(line -> !line.contains(COMMAND_LINE))
                    .map(line -> NUMBER.matcher(line).replaceFirst(""))
                    .forEach(union::add);
        }
        return union;
    }
}
