package dev.serval.master.init;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.master.source.ApiJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes one. The interface of applications is in no public repository, so the project has a Maven
 * repository of its own, with that one jar; its version names its content, so that no cache of
 * Maven's ever holds another of the same name.
 */
public final class NewProject {

    private static final String API = "dev/serval/serval-app-api";
    private static final int VERSION_DIGITS = 12;

    private static final Map<String, String> BOTH =
            Map.of(
                    ".gitignore", "gitignore",
                    "serval.service", "serval.service",
                    "src/test/java/app/HelloTest.java", "HelloTest.java");

    private static final Map<String, String> APP =
            Map.of(
                    "pom.xml", "app.pom.xml",
                    "serval.conf", "app.serval.conf",
                    "Dockerfile", "app.Dockerfile",
                    "src/main/java/app/Hello.java", "Hello.java",
                    "static/hello.css", "hello.css");

    private static final Map<String, String> WAR =
            Map.of(
                    "pom.xml", "war.pom.xml",
                    "serval.conf", "war.serval.conf",
                    "Dockerfile", "war.Dockerfile",
                    "src/main/java/app/Hello.java", "HelloServlet.java",
                    "src/main/webapp/index.html", "index.html");

    private final Path folder;
    private final boolean war;
    private final Path lib;
    private final String name;

    /**
     * @param folder need not exist
     * @param war whether it is to be a web application for any servlet container
     * @param lib the folder of our jars
     */
    public NewProject(Path folder, boolean war, Path lib) {
        this.folder = folder.toAbsolutePath().normalize();
        this.war = war;
        this.lib = lib;
        this.name = name(this.folder);
    }

    /** Of the folder, as far as it is one for files and for Maven. */
    private static String name(Path folder) {
        Path last = folder.getFileName();
        String plain =
                (last == null ? "" : last.toString())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9.-]+", "-")
                        .replaceAll("^[.-]+|[.-]+$", "");
        return plain.isEmpty() ? "hello" : plain;
    }

    private Map<String, String> files() {
        Map<String, String> all = new LinkedHashMap<>(BOTH);
        all.putAll(war ? WAR : APP);
        return all;
    }

    /** Those of its files that are there already, by their names below the folder. */
    public List<String> inTheWay() {
        return files().keySet().stream()
                .filter(file -> Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS))
                .sorted()
                .toList();
    }

    /**
     * Writes all files; none that is there is written to.
     *
     * @return their names below the folder
     * @throws IOException if one cannot be written, or has come in the meantime
     */
    public List<String> write() throws IOException {
        Path jar = ApiJar.in(lib);
        String version = war ? "" : version(jar);
        for (Map.Entry<String, String> file : files().entrySet()) {
            write(file.getKey(), filled(file.getValue(), version));
        }
        if (!war) {
            String stem = "repository/%s/%s/serval-app-api-%s".formatted(API, version, version);
            write(stem + ".pom", filled("api.pom.xml", version));
            Path copy = folder.resolve(stem + ".jar");
            if (!Files.exists(copy)) {
                Files.copy(jar, copy);
            }
        }
        return files().keySet().stream().sorted().toList();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        if (!file.startsWith("repository/") || !Files.exists(path)) {
            Files.writeString(path, text, UTF_8, StandardOpenOption.CREATE_NEW);
        }
    }

    private String filled(String template, String version) throws IOException {
        try (InputStream in = NewProject.class.getResourceAsStream(template)) {
            if (in == null) {
                throw new IOException("this build lacks its template " + template);
            }
            return new String(in.readAllBytes(), UTF_8)
                    .replace("@NAME@", name)
                    .replace("@API@", version);
        }
    }

    private static String version(Path jar) throws IOException {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return "0-" + HexFormat.of().formatHex(sum).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
