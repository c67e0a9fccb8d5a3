package dev.serval.master.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.option.OptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An application that {@code --module} names by its source file.
 *
 * @param file as it was written
 * @param name the class, and its method where one was written: what a worker loads
 * @param root the folder that its package begins in
 */
public record SourceModule(Path file, String name, Path root) {

    private static final String ENDING = ".java";
    private static final String METHOD_MARK = "::";
    private static final Pattern COMMENTS = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern PACKAGE =
            Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.UNICODE_CHARACTER_CLASS);

    /** Whether this names a source file: {@code Shop.java}, {@code src/a/Shop.java::answer}. */
    public static boolean isOne(String module) {
        return path(module).endsWith(ENDING);
    }

    private static String path(String module) {
        int mark = module.indexOf(METHOD_MARK);
        return mark < 0 ? module : module.substring(0, mark);
    }

    /**
     * Reads which class it is.
     *
     * @throws OptionException if it cannot be read, or lies in another folder than its package says
     */
    public static SourceModule of(String module) {
        Path file = Path.of(path(module));
        String inside = packageOf(file);
        Path simple = file.getFileName();
        String type = simple.toString().substring(0, simple.toString().length() - ENDING.length());
        Path root = file.toAbsolutePath().normalize().getParent();
        String[] folders = inside.isEmpty() ? new String[0] : inside.split("\\.", -1);
        for (int i = folders.length - 1; i >= 0; i--) {
            if (root == null || !folders[i].equals(String.valueOf(root.getFileName()))) {
                throw OptionException.file(
                        "module: %s is of package %s, so it must lie in a folder %s"
                                .formatted(file, inside, inside.replace('.', '/')));
            }
            root = root.getParent();
        }
        String name = inside.isEmpty() ? type : inside + "." + type;
        return new SourceModule(
                file,
                name + module.substring(path(module).length()),
                root == null ? Path.of("/") : root);
    }

    private static String packageOf(Path file) {
        try {
            String text = COMMENTS.matcher(Files.readString(file, UTF_8)).replaceAll(" ");
            Matcher found = PACKAGE.matcher(text);
            return found.find() ? found.group(1) : "";
        } catch (IOException e) {
            throw OptionException.file(
                    "module: %s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
        }
    }
}
