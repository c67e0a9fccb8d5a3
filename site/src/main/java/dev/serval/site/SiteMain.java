package dev.serval.site;

import java.io.IOException;
import java.nio.file.Path;

/** {@code SiteMain ROOT OUTPUT}: the Markdown below ROOT as a site in OUTPUT. */
public final class SiteMain {

    private SiteMain() {}

    /**
     * Ends with 0; with 1 where a link leads nowhere or a file cannot be written, 2 without both
     * folders.
     */
    public static void main(String[] words) {
        System.exit(run(words));
    }

    static int run(String... words) {
        if (words.length != 2) {
            System.err.println("site: needs two folders, the repository's root and where to write");
            return 2;
        }
        Path output = Path.of(words[1]).toAbsolutePath().normalize();
        try {
            int pages = new Site(Path.of(words[0]).toAbsolutePath().normalize(), output).build();
            System.out.println("site: " + pages + " pages, open " + output.resolve("index.html"));
            return 0;
        } catch (DeadLinkException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("site: " + e);
            return 1;
        }
    }
}
