package dev.serval.master.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.config.ContentConfig;
import dev.serval.control.config.RouterConfig;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.ContentOptions;
import dev.serval.control.table.FilesOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The options of files and of what becomes of bodies. Reads what they name, so that it is there.
 */
record ContentPlan(RouterConfig.Files files, ContentConfig content) {

    private static final long MAX_PAGE_BYTES = 256 * 1024;
    private static final long MAX_TYPES_BYTES = 1 << 20;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+");

    /**
     * @throws OptionException for the first file that cannot be used
     */
    static ContentPlan of(OptionValues values) {
        return new ContentPlan(files(values), content(values));
    }

    private static RouterConfig.Files files(OptionValues values) {
        return new RouterConfig.Files(
                values.all(FilesOptions.STATIC_MAP),
                values.all(FilesOptions.STATIC_MAP2),
                values.all(FilesOptions.CHECK_STATIC),
                values.all(FilesOptions.STATIC_INDEX),
                values.all(FilesOptions.STATIC_EXPIRES),
                values.get(FilesOptions.STATIC_GZIP),
                values.all(FilesOptions.STATIC_SAFE),
                values.all(FilesOptions.SENDFILE_ROOT),
                values.all(FilesOptions.ACCEL_MAP),
                values.get(FilesOptions.STATIC_LISTING),
                values.all(FilesOptions.STATIC_SKIP_EXT),
                types(values.all(FilesOptions.MIMEFILE)));
    }

    private static ContentConfig content(OptionValues values) {
        return new ContentConfig(
                values.isSaid(ContentOptions.COMPRESS)
                        ? values.get(ContentOptions.COMPRESS)
                        : List.of(),
                values.get(ContentOptions.COMPRESS_TYPES),
                values.get(ContentOptions.COMPRESS_MIN),
                values.get(ContentOptions.HTTP_AUTO_GZIP),
                values.get(ContentOptions.DECOMPRESS_REQUESTS),
                pages(values));
    }

    private static List<String> pages(OptionValues values) {
        List<String> pages = new ArrayList<>(values.all(ContentOptions.ERROR_PAGE));
        values.all(ContentOptions.ERROR_PAGE_403).forEach(file -> pages.add("403=" + file));
        values.all(ContentOptions.ERROR_PAGE_404).forEach(file -> pages.add("404=" + file));
        values.all(ContentOptions.ERROR_PAGE_500).forEach(file -> pages.add("500=" + file));
        List<String> found = new ArrayList<>();
        for (String page : pages) {
            Path file = Path.of(page.substring(page.indexOf('=') + 1)).toAbsolutePath();
            read("error-page", file, MAX_PAGE_BYTES);
            found.add(page.substring(0, page.indexOf('=') + 1) + file);
        }
        return found;
    }

    private static List<String> types(List<String> files) {
        List<String> types = new ArrayList<>();
        for (String file : files) {
            String text = new String(read("mimefile", Path.of(file), MAX_TYPES_BYTES), UTF_8);
            int number = 0;
            for (String line : text.lines().toList()) {
                number++;
                add(types, line, file + ": " + number);
            }
        }
        return types;
    }

    private static void add(List<String> types, String line, String place) {
        String said = line.replaceFirst("#.*", "").strip();
        if (said.isEmpty()) {
            return;
        }
        List<String> words = List.of(SPACE.split(said));
        if (!TYPE.matcher(words.getFirst()).matches()) {
            throw OptionException.file(
                    "--mimefile: %s: this is no media type; each line is TYPE EXT EXT ..."
                            .formatted(place));
        }
        words.stream().skip(1).forEach(ending -> types.add(ending + " " + words.getFirst()));
    }

    private static byte[] read(String option, Path file, long most) {
        if (!Files.isRegularFile(file)) {
            throw OptionException.file(
                    "--%s: %s is not there, or is no file".formatted(option, file));
        }
        try {
            if (Files.size(file) > most) {
                throw OptionException.file(
                        "--%s: %s has more than %d KiB".formatted(option, file, most / 1024));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw OptionException.file("--%s: %s cannot be read".formatted(option, file));
        }
    }
}
