package dev.serval.worker.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A few lines of the application's source text around one that threw.
 *
 * @param file as a developer names it
 * @param line 1 and up
 * @param text with numbers and a mark
 */
record Quote(Path file, int line, String text) {

    private static final int AROUND = 4;

    /** The first frame of what was thrown first whose source is here. */
    static Optional<Quote> of(Throwable fault, List<String> sources) {
        Throwable first = fault;
        for (int depth = 0; first.getCause() != null && depth < 100; depth++) {
            first = first.getCause();
        }
        return find(first, sources).or(() -> find(fault, sources));
    }

    private static Optional<Quote> find(Throwable fault, List<String> sources) {
        for (StackTraceElement frame : fault.getStackTrace()) {
            for (String root : sources) {
                Path file = file(Path.of(root), frame);
                if (frame.getLineNumber() > 0 && Files.isRegularFile(file)) {
                    return quoted(file, frame.getLineNumber());
                }
            }
        }
        return Optional.empty();
    }

    private static Path file(Path root, StackTraceElement frame) {
        String name = frame.getClassName();
        int end = name.lastIndexOf('.');
        String folder = end < 0 ? "" : name.substring(0, end).replace('.', '/');
        String file = frame.getFileName();
        return root.resolve(folder).resolve(file == null ? "?" : file);
    }

    private static Optional<Quote> quoted(Path file, int line) {
        try {
            List<String> lines = Files.readAllLines(file, UTF_8);
            StringBuilder text = new StringBuilder();
            int from = Math.max(1, line - AROUND);
            int to = Math.min(lines.size(), line + AROUND);
            for (int i = from; i <= to; i++) {
                text.append("%s%5d | %s\n".formatted(i == line ? ">" : " ", i, lines.get(i - 1)));
            }
            return to < line
                    ? Optional.empty()
                    : Optional.of(new Quote(shown(file), line, text.toString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith(here) ? here.relativize(whole) : whole;
    }
}
