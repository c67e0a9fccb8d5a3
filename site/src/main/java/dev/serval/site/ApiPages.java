package dev.serval.site;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** The Javadoc of what applications are written against, made by the JDK's own tool. */
final class ApiPages {

    /** A link to this folder leads to the Javadoc. */
    static final Path SOURCES = Path.of("app-api", "src", "main", "java");

    /** Where one begins to read, in the site. */
    static final Path FIRST = Path.of("api", "index.html");

    private static final String PACKAGE = "dev.serval.app";

    private ApiPages() {}

    /**
     * Writes it, where there are sources.
     *
     * @throws IOException if the JDK has no such tool, or the tool is not content
     */
    static void write(Path root, Path output) throws IOException {
        if (!Files.isDirectory(root.resolve(SOURCES))) {
            return;
        }
        ToolProvider javadoc =
                ToolProvider.findFirst("javadoc")
                        .orElseThrow(
                                () -> new IOException("this JDK has no javadoc; take another"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code =
                javadoc.run(
                        out,
                        out,
                        "-quiet",
                        "-notimestamp",
                        "-Xdoclint:all,-missing",
                        "--class-path",
                        System.getProperty("java.class.path"),
                        "--source-path",
                        root.resolve(SOURCES).toString(),
                        "-subpackages",
                        PACKAGE,
                        "-windowtitle",
                        "Serval's interface for applications",
                        "-d",
                        output.resolve(FIRST).resolveSibling("").toString());
        if (code != 0) {
            throw new IOException("javadoc ended with " + code + ":\n" + said);
        }
    }
}
