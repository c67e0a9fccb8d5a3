package dev.serval.master.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.Origin;
import dev.serval.control.routing.BackendLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of backends, one a line; {@code #} begins a comment. */
final class UpstreamFile {

    private static final long MAX_BYTES = 64 * 1024;

    private UpstreamFile() {}

    /**
     * Reads it.
     *
     * @return the backends, perhaps none
     * @throws OptionException for the first mistake, with its place
     */
    static List<Backend> read(Path file) {
        List<String> lines = lines(file);
        List<Backend> backends = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).split("#", 2)[0];
            if (line.isBlank()) {
                continue;
            }
            try {
                add(backends, BackendLine.parse(line));
            } catch (BackendLine.Fault e) {
                throw OptionException.at(
                        new Origin.FileLine(file.toString(), i + 1, e.column(), e.width(), lines),
                        String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException e) {
                throw OptionException.at(
                        new Origin.FileLine(file.toString(), i + 1, 1, line.length(), lines),
                        String.valueOf(e.getMessage()));
            }
        }
        return backends;
    }

    private static void add(List<Backend> backends, Backend one) {
        if (backends.stream().anyMatch(each -> each.address().equals(one.address()))) {
            throw new IllegalArgumentException("%s is there twice".formatted(one.address()));
        }
        if (backends.size() == DiscoveryPlan.most()) {
            throw new IllegalArgumentException(
                    "there are more than %d backends".formatted(DiscoveryPlan.most()));
        }
        backends.add(one);
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw OptionException.file("%s is larger than 64 kB".formatted(file));
            }
            return Files.readAllLines(file, UTF_8);
        } catch (IOException e) {
            throw OptionException.file(
                    "%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
        }
    }
}
