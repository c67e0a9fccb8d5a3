package dev.serval.master.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an application sees of us. */
public final class ApiJar {

    private ApiJar() {}

    /**
     * @param lib the folder of our jars
     * @throws IOException if it is not there
     */
    public static Path in(Path lib) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "serval-app-api-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new IOException("there is no serval-app-api in " + lib);
    }
}
