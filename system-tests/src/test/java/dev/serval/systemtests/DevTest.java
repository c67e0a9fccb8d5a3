package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code serval dev}: files are edited, and what is served changes. */
class DevTest {

    private static final String PAGE = "text/html,application/xhtml+xml,*/*;q=0.8";

    @Test
    void aChangeIsServedByTheSameWorker() throws Exception {
        try (Workshop shop = Workshop.saying("one")) {
            assertThat(shop.body("/")).isEqualTo("one");

            shop.say("two");
            shop.awaitServed(1);

            assertThat(shop.body("/")).isEqualTo("two");
            assertThat(shop.serval().process().lines())
                    .noneMatch(line -> line.startsWith("reload: generation 2"));
        }
    }

    @Test
    void whatDoesNotCompileIsShownInTheFormThatWasAskedFor() throws Exception {
        try (Workshop shop = Workshop.saying("one")) {
            shop.save("Shop.java", Workshop.app("return Response.text(oops);"));
            shop.awaitBroken(1);

            shop.awaitLine("^Shop\\.java:8: error: cannot find symbol", 1);
            shop.awaitLine("^ +\\^", 1);
            assertThat(shop.get("/", "*/*").body())
                    .startsWith("does not compile, an error:\n\nShop.java:8: error: cannot find")
                    .contains("        return Response.text(oops);\n")
                    .contains("                             ^");
            assertThat(problem(shop.get("/", "application/json")))
                    .containsEntry("file", "Shop.java")
                    .containsEntry("line", 8L)
                    .containsEntry("column", 30L);
            HttpResponse<String> page = shop.get("/", PAGE);
            assertThat(page.statusCode()).isEqualTo(500);
            assertThat(page.body())
                    .contains("Shop.java:8: error: cannot find symbol")
                    .contains("<script src=\"/.serval/live.js?");

            shop.say("two");
            shop.awaitServed(1);
            assertThat(shop.body("/")).isEqualTo("two");
        }
    }

    private static Map<String, Object> problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        Map<String, Object> problem = new java.util.HashMap<>();
        Json.objects(Json.object(answer.body()), "problems")
                .getFirst()
                .forEach((key, value) -> problem.put(String.valueOf(key), value));
        return problem;
    }

    @Test
    void whatServedBeforeCanBeLookedAt() throws Exception {
        try (Workshop shop = Workshop.saying("one")) {
            shop.save("Shop.java", "class {");
            shop.awaitBroken(1);
            assertThat(shop.serval().get("/").statusCode()).isEqualTo(500);

            HttpResponse<String> link = shop.serval().get("/.serval/overlook?%2F");
            assertThat(link.statusCode()).isEqualTo(302);
            assertThat(link.headers().firstValue("location")).hasValue("/");
            assertThat(shop.body("/")).isEqualTo("one");
            assertThat(
                            shop.serval()
                                    .get("/.serval/overlook?%2F%2Fexample.org")
                                    .headers()
                                    .firstValue("location"))
                    .hasValue("/");
        }
    }

    /** The new one starts only when it is told to. */
    @Test
    void requestsWaitForTheNewApplication() throws Exception {
        try (Workshop shop = Workshop.saying("one")) {
            Path go = shop.folder().resolve("go");
            shop.save(
                    "Shop.java",
                    Workshop.app(
                            "return Response.text(\"two\");",
                            """
                            @Override
                                public void start(AppContext context) throws Exception {
                                    System.out.println("it starts");
                                    while (!new java.io.File("go").exists()) Thread.sleep(5);
                                }
                            """));
            shop.awaitLine("it starts", 1);
            try (HttpClient client = HttpClient.newHttpClient()) {
                CompletableFuture<HttpResponse<String>> waits =
                        client.sendAsync(
                                HttpRequest.newBuilder(shop.uri("/")).build(),
                                BodyHandlers.ofString());
                Files.createFile(go);
                assertThat(waits.join().body()).isEqualTo("two");
            }
        }
    }

    @Test
    void anApplicationThatDoesNotStartDoesNotReplaceOneThatServes() throws Exception {
        try (Workshop shop = Workshop.saying("one")) {
            shop.save(
                    "Shop.java",
                    Workshop.app(
                            "return Response.text(\"two\");",
                            "public Shop() { throw new IllegalStateException(\"no shelf\"); }"));
            shop.awaitBroken(1);
            assertThat(shop.get("/", "*/*").body())
                    .contains("Shop threw while it was made")
                    .contains("IllegalStateException: no shelf")
                    .contains("Shop.<init>(Shop.java:4)");

            shop.say("three");
            shop.awaitServed(1);
            assertThat(shop.body("/")).isEqualTo("three");
        }
    }

    @Test
    void anExceptionIsShownWithItsSourceAndNoSecret() throws Exception {
        String source = Workshop.app("throw new IllegalStateException(\"no <shelf>\");");
        try (Workshop shop = Workshop.with(source)) {
            String asked =
                    Load.exchange(
                            shop.serval().port("http"),
                            """
                            GET /a?name=Ada&access_token=swordfish HTTP/1.1\r
                            Host: 127.0.0.1\r
                            Connection: close\r
                            Accept: text/html\r
                            Authorization: Bearer swordfish\r
                            Cookie: id=swordfish\r
                            X-Api-Key: swordfish\r
                            X-Colour: red\r
                            \r
                            """);
            assertThat(asked)
                    .startsWith("HTTP/1.1 500 ")
                    .contains("IllegalStateException: no &lt;shelf&gt;")
                    .contains("Shop.java:8")
                    .contains("&gt;    8 |         throw new IllegalStateException(")
                    .contains("GET /a?name=Ada&amp;access_token=(hidden)")
                    .contains("X-Colour: red")
                    .contains("Authorization: (hidden)")
                    .contains("Cookie: (hidden)")
                    .contains("X-Api-Key: (hidden)")
                    .contains("<script src=\"/.serval/live.js?")
                    .doesNotContain("swordfish");
            assertThat(Json.object(shop.get("/", "application/json").body()).get("line"))
                    .isEqualTo(8L);
            assertThat(shop.get("/", "*/*").body())
                    .contains(">    8 |         throw new")
                    .doesNotContain("<script");
        }
    }

    /** What a page hears: where things stand, then each change. */
    @Test
    void aPageIsToldOfEachChange() throws Exception {
        try (Workshop shop = Workshop.saying("one");
                HttpClient client = HttpClient.newHttpClient();
                Stream<String> events =
                        client.send(
                                        HttpRequest.newBuilder(shop.uri("/.serval/live")).build(),
                                        BodyHandlers.ofLines())
                                .body()) {
            Iterator<String> lines = events.filter(line -> line.startsWith("data:")).iterator();
            assertThat(lines.next()).contains("\"state\":\"SOUND\"");

            shop.save("Shop.java", "class {");
            assertThat(lines.next()).contains("\"state\":\"BUSY\"");
            assertThat(lines.next())
                    .contains("\"state\":\"BROKEN\"")
                    .contains("Shop.java:1: error:");

            shop.say("two");
            assertThat(lines.next()).contains("\"state\":\"BUSY\"");
            assertThat(lines.next()).contains("\"state\":\"SOUND\"");
        }
    }

    @Test
    void aStaticFileReloadsNothingButThePage() throws Exception {
        Path folder = Serval.emptyFolder();
        Path page = Files.createDirectories(folder.resolve("static")).resolve("index.html");
        Files.writeString(page, "<h1>one</h1>");
        Files.writeString(folder.resolve("Shop.java"), Workshop.app("return Response.text(\"\");"));
        try (Workshop shop = Workshop.in(folder, "--static-map", "/s=static")) {
            HttpResponse<String> first = shop.serval().get("/s/index.html");
            assertThat(first.body()).matches("<h1>one</h1><script src=\"[^\"]+\"></script>\n");
            assertThat(first.headers().firstValue("cache-control")).hasValue("no-cache");

            shop.save("static/index.html", "<h1>two</h1>");
            shop.awaitLine("^dev: index\\.html: browsers refresh", 1);
            assertThat(shop.body("/s/index.html")).startsWith("<h1>two</h1><script");
            assertThat(shop.serval().process().lines())
                    .noneMatch(line -> line.contains("serves, after"));
        }
    }

    @Test
    void aChangeOfTheConfigurationIsANewGeneration() throws Exception {
        Path folder = Serval.emptyFolder();
        Files.createDirectories(folder.resolve("static"));
        Files.writeString(folder.resolve("static/a.txt"), "a file");
        Files.writeString(folder.resolve("serval.conf"), "serval { module = Shop.java }\n");
        Files.writeString(
                folder.resolve("Shop.java"), Workshop.app("return Response.text(\"app\");"));
        try (Workshop shop = Workshop.in(folder)) {
            assertThat(shop.body("/s/a.txt")).isEqualTo("app");

            shop.save("serval.conf", "serval { module = Shop.java, static-map = \"/s=static\" }\n");
            shop.awaitServed(1);
            shop.serval().process().awaitLine("^reload: generation 2 serves");
            assertThat(shop.body("/s/a.txt")).isEqualTo("a file");

            shop.save("serval.conf", "serval { modul = Shop.java }\n");
            shop.awaitBroken(1);
            assertThat(shop.get("/", "*/*").body()).contains("serval.conf").contains("modul");
        }
    }

    @Test
    void aWorkerThatDiedIsFollowedByOneWithTheNewestClasses() throws Exception {
        try (Workshop shop = Workshop.saying("one")) {
            shop.say("two");
            shop.awaitServed(1);

            Started.signal(shop.serval().pid("worker 1", 1), "KILL");
            shop.awaitLine("^dev: a new worker: serves, after", 1);
            assertThat(shop.body("/")).isEqualTo("two");
        }
    }

    @Test
    void aSourceTreeIsServedAsMavenHasIt() throws Exception {
        Path folder = Serval.emptyFolder();
        Path code = Files.createDirectories(folder.resolve("src/main/java/a/b"));
        Path words = Files.createDirectories(folder.resolve("src/main/resources"));
        Files.writeString(folder.resolve("serval.conf"), "serval.module = \"a.b.Tree\"\n");
        Files.writeString(words.resolve("word.txt"), "one");
        Files.writeString(
                code.resolve("Tree.java"),
                """
                package a.b;

                import dev.serval.app.App; import dev.serval.app.Request; import dev.serval.app.Response;

                public class Tree implements App {
                    public Response handle(Request request) throws Exception {
                        return Leaf.of(Tree.class.getResourceAsStream("/word.txt"));
                    }
                }
                """);
        Files.writeString(
                code.resolve("Leaf.java"),
                """
                package a.b;

                class Leaf {
                    static dev.serval.app.Response of(java.io.InputStream in) throws Exception {
                        return dev.serval.app.Response.text(new String(in.readAllBytes()));
                    }
                }
                """);
        try (Workshop shop = Workshop.in(folder)) {
            assertThat(shop.body("/")).isEqualTo("one");

            shop.save("src/main/resources/word.txt", "two");
            shop.awaitServed(1);
            assertThat(shop.body("/")).isEqualTo("two");
        }
    }

    @Test
    void whatDoesNotCompileAtTheStartIsWaitedFor() throws Exception {
        Path folder = Serval.emptyFolder();
        Path source = Files.writeString(folder.resolve("Shop.java"), "class {");
        try (Serval serval =
                Serval.run(folder, Map.of(), "dev", "Shop.java", "--http", "127.0.0.1:0")) {
            serval.process().awaitLine("^Shop\\.java:1: error:");
            serval.process().awaitLine("^dev: waiting for a change");
            Files.writeString(source, Workshop.app("return Response.text(\"at last\");"));
            assertThat(serval.awaitServing().get("/").body()).isEqualTo("at last");
        }
    }

    @Test
    void aPortThatIsTakenIsNotInsistedOn() throws Exception {
        Path folder = Serval.emptyFolder();
        Files.writeString(folder.resolve("Shop.java"), Workshop.app("return Response.text(\"\");"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Files.writeString(
                    folder.resolve("serval.conf"),
                    "serval { module = Shop.java, http = \":%d\" }\n".formatted(port));
            try (Serval serval = Serval.run(folder, Map.of(), "dev")) {
                serval.process().awaitLine("^dev: port " + port + " is taken, so it is \\d+ this");
                assertThat(serval.awaitServing().get("/").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aDebuggerIsLetInOnThisMachine() throws Exception {
        try (ReservedPort port = new ReservedPort()) {
            String number = Integer.toString(port.number());
            try (Workshop shop = Workshop.saying("one", "--debug", number)) {
                shop.awaitLine("^dev: the next worker's debugger port is 127.0.0.1:" + number, 1);
                shop.awaitLine("Listening for transport dt_socket at address: " + number, 1);
            }
        }
    }

    @Test
    void aServerThatIsNotForDevelopmentHasNothingOfIt() throws Exception {
        try (Serval serval = Serval.serving("--module", "catserve.CatServe")) {
            assertThat(serval.get("/").body()).contains("<html").doesNotContain(".serval");
            assertThat(serval.get("/.serval/live.js").statusCode()).isEqualTo(404);
        }
    }
}
