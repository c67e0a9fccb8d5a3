package dev.serval.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;

/** A program of somebody who knows nothing of Serval, compiled as they would. */
final class UserSource {

    private UserSource() {}

    /**
     * Compiles a resource into a new folder.
     *
     * @param options of javac
     */
    static Path compiled(String resource, String... options) throws IOException {
        Path folder = Serval.emptyFolder();
        Path source = folder.resolve(Path.of(resource).getFileName());
        try (InputStream text = UserSource.class.getResourceAsStream(resource)) {
            Files.copy(Objects.requireNonNull(text), source);
        }
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("-d", folder.toString(), source.toString()));
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, words.toArray(String[]::new));
        if (code != 0) {
            throw new IOException(resource + " does not compile");
        }
        return folder;
    }
}
