package dev.serval.master.source;

import dev.serval.control.option.OptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * A WAR file, and the path it is served under.
 *
 * @param path {@code /} or {@code /shop}
 * @param file absolute; a file, or a folder that holds what a WAR holds
 */
public record WarMount(String path, Path file) {

    private static final String ENDING = ".war";
    private static final Pattern PATH = Pattern.compile("/|(?:/[\\w.~-]+)+");

    /** Whether a word on the command line names one. */
    public static boolean isOne(String word) {
        return word.endsWith(ENDING);
    }

    /**
     * Reads {@code shop.war} or {@code /shop=shop.war}, and looks whether the file is one.
     *
     * @throws OptionException if it is none
     */
    public static WarMount of(String text) {
        int mark = text.indexOf('=');
        boolean mounted = mark > 0 && text.startsWith("/") && !Files.exists(Path.of(text));
        String path = mounted ? trimmed(text.substring(0, mark)) : "/";
        String name = mounted ? text.substring(mark + 1) : text;
        if (!PATH.matcher(path).matches() || path.contains("/.")) {
            throw OptionException.file(
                    "war: %s: a path to serve it under is like /shop or /shop/new".formatted(text));
        }
        Path file = Path.of(name).toAbsolutePath().normalize();
        check(name, file);
        return new WarMount(path, file);
    }

    private static String trimmed(String path) {
        return path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }

    private static void check(String name, Path file) {
        if (!Files.exists(file)) {
            throw OptionException.file("war: there is no file %s".formatted(name));
        }
        if (Files.isDirectory(file)) {
            if (!Files.isDirectory(file.resolve("WEB-INF"))) {
                throw noWar(name, "a folder");
            }
            return;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.stream().noneMatch(entry -> entry.getName().startsWith("WEB-INF/"))) {
                throw noWar(name, "an archive");
            }
        } catch (IOException e) {
            throw OptionException.file(
                    "war: %s is not a WAR file: %s"
                            .formatted(
                                    name,
                                    Files.isReadable(file)
                                            ? "it is no zip archive, or not a whole one; copy or build it again"
                                            : "it cannot be read (permissions)"));
        }
    }

    private static OptionException noWar(String name, String what) {
        return OptionException.file(
                "war: %s is %s without WEB-INF, so it is no web application; what is to be run as a program or served as files is not named by --war"
                        .formatted(name, what));
    }
}
