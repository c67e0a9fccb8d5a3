package dev.serval.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** A folder with an application of one source file, and {@code serval dev} at work in it. */
final class Workshop implements AutoCloseable {

    private final Path folder;
    private final Serval serval;

    private Workshop(Path folder, Serval serval) {
        this.folder = folder;
        this.serval = serval;
    }

    /** An application that answers with a text, once it serves. */
    static Workshop saying(String text, String... options) throws IOException {
        return with(app("return Response.text(\"%s\");".formatted(text)), options);
    }

    /** The application, once it serves. */
    static Workshop with(String source, String... options) throws IOException {
        Path folder = Serval.emptyFolder();
        Files.writeString(folder.resolve("Shop.java"), source);
        return in(folder, options);
    }

    /** What is in the folder, once it serves. */
    static Workshop in(Path folder, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("dev", "--http", "127.0.0.1:0"));
        words.addAll(List.of(options));
        if (Files.exists(folder.resolve("Shop.java"))) {
            words.add("Shop.java");
        }
        Serval serval = Serval.run(folder, Map.of(), words.toArray(String[]::new));
        return new Workshop(folder, serval.awaitServing());
    }

    /** The source of an application whose {@code handle} is this. */
    static String app(String handle) {
        return app(handle, "");
    }

    /** The same with other members. */
    static String app(String handle, String members) {
        return """
        import dev.serval.app.App; import dev.serval.app.AppContext; import dev.serval.app.Request; import dev.serval.app.Response;

        public class Shop implements App {
            %s

            @Override
            public Response handle(Request request) throws Exception {
                %s
            }
        }
        """
                .formatted(members, handle);
    }

    Path folder() {
        return folder;
    }

    Serval serval() {
        return serval;
    }

    /** Saves a file as editors do: beside it, then in its place. */
    void save(String file, String text) throws IOException {
        Path place = folder.resolve(file);
        Files.createDirectories(place.getParent());
        Path beside = Files.writeString(place.resolveSibling("." + place.getFileName()), text);
        Files.move(
                beside,
                place,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    void say(String text) throws IOException {
        save("Shop.java", app("return Response.text(\"%s\");".formatted(text)));
    }

    /** Waits for the {@code n}th line of this kind about changes. */
    Matcher awaitLine(String regex, int n) {
        return serval.process().awaitLine(regex, n);
    }

    void awaitServed(int n) {
        awaitLine("^dev: .*: serves, after", n);
    }

    void awaitBroken(int n) {
        awaitLine("^dev: .*: what served before serves on", n);
    }

    URI uri(String path) {
        return serval.uri(path);
    }

    String body(String path) throws IOException, InterruptedException {
        return serval.get(path).body();
    }

    HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return Serval.get(uri(path), "Accept", accept);
    }

    @Override
    public void close() {
        serval.close();
    }
}
