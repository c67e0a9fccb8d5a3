package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code serval init}, and what becomes of what it has written. */
class InitTest {

    private static final int USAGE = 2;

    private final Path folder = Serval.emptyFolder();

    InitTest() throws java.io.IOException {}

    private Started init(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Serval.HOME.resolve("bin/serval").toString());
        command.add("init");
        command.addAll(List.of(words));
        return Started.command(
                folder, Map.of("SERVAL_JAVA_HOME", System.getProperty("java.home")), command);
    }

    private void build(Path project) throws Exception {
        try (Started maven =
                Started.command(
                        project,
                        Map.of("JAVA_HOME", System.getProperty("java.home")),
                        List.of("mvn", "-B", "-ntp", "package"))) {
            assertThat(maven.awaitExit()).as("%s", maven.lines()).isZero();
            assertThat(maven.lines()).anyMatch(line -> line.contains("Tests run: 1, Failures: 0"));
        }
    }

    @Test
    void aProjectIsBuiltServedAndDeveloped() throws Exception {
        try (Started init = init("My Shop")) {
            assertThat(init.awaitExit()).isZero();
            assertThat(init.lines()).contains("wrote serval.conf", "wrote pom.xml");
        }
        Path project = folder.resolve("My Shop");
        assertThat(Files.readAllLines(project.resolve("serval.conf"))).hasSizeLessThanOrEqualTo(15);

        build(project);
        try (Serval serval =
                Serval.run(project, Map.of(), "--http", "127.0.0.1:0").awaitServing()) {
            assertThat(serval.get("/?name=Ada").body()).contains("<h1>Hello, Ada</h1>");
            assertThat(serval.get("/static/hello.css").statusCode()).isEqualTo(200);
        }
        try (Workshop shop = Workshop.in(project)) {
            assertThat(shop.body("/")).contains("Hello, you");
            String file = "src/main/java/app/Hello.java";
            String source = Files.readString(project.resolve(file));
            shop.save(file, source.replace("Hello, ", "Good bye, "));
            shop.awaitServed(1);
            assertThat(shop.body("/")).contains("Good bye, you");
        }
    }

    @Test
    void aWebApplicationIsBuiltAndServed() throws Exception {
        try (Started init = init("web", "--war")) {
            assertThat(init.awaitExit()).isZero();
        }
        Path project = folder.resolve("web");
        build(project);
        try (Serval serval =
                Serval.run(project, Map.of(), "--http", "127.0.0.1:0").awaitServing()) {
            assertThat(serval.get("/hello?name=Ada").body()).contains("<h1>Hello, Ada</h1>");
        }
        try (Workshop shop = Workshop.in(project)) {
            assertThat(shop.body("/hello")).contains("Hello, you");
            String file = "src/main/java/app/Hello.java";
            String source = Files.readString(project.resolve(file));
            shop.save(file, source.replace("Hello, ", "Good bye, "));
            shop.awaitServed(1);
            assertThat(shop.body("/hello")).contains("Good bye, you");
            shop.save("src/main/webapp/index.html", "<p>new");
            shop.awaitServed(2);
            assertThat(shop.body("/index.html")).startsWith("<p>new");
        }
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        Path mine = Files.writeString(folder.resolve("pom.xml"), "mine");
        try (Started init = init()) {
            assertThat(init.awaitExit()).isEqualTo(USAGE);
            assertThat(init.lines())
                    .containsExactly(
                            "serval: init: . has pom.xml already, and nothing is overwritten; name an empty folder");
        }
        assertThat(mine).hasContent("mine");
        assertThat(folder.resolve("serval.conf")).doesNotExist();
    }

    @Test
    void whatIsNoFolderIsRefused() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        try (Started init = init("file")) {
            assertThat(init.awaitExit()).isEqualTo(USAGE);
            assertThat(init.lines()).containsExactly("serval: init: file is a file; name a folder");
        }
        try (Started init = init("a", "b")) {
            assertThat(init.awaitExit()).isEqualTo(USAGE);
            assertThat(init.lines().getFirst())
                    .matches(Pattern.quote("serval: init: it takes one folder") + ".*");
        }
    }
}
