package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {

    private final Path folder = Serval.emptyFolder();
    @AutoClose private final HttpPeer api = new HttpPeer();
    @AutoClose private final Serval serval = start();

    RoutesTest() throws IOException {}

    private Serval start() throws IOException {
        Files.writeString(folder.resolve("down.html"), "<p>Back soon.</p>\n");
        // "open sesame", of cost 4.
        Files.writeString(
                folder.resolve("users"),
                "anna:$2y$04$BLYiZ42Cbu.z8ZvSsak54.9dZ55DLGXRxVLT4kDwVsmZjPI/UPQHK\n");
        write(rules(api.address()));
        List<String> options = new ArrayList<>(Serval.testApp("Teller"));
        return Serval.run(folder, Map.of(), options.toArray(String[]::new)).awaitServing();
    }

    private static String rules(String api) {
        return """
        serval {
          http = "127.0.0.1:0"
          pools { api { to = "%s" } }
          routes = [
            { path = "/down/*", maintenance = down.html }
            { path = "/old/*", redirect = "/new/{rest}", status = 308 }
            { path = "/admin/*", auth { realm = "the admin", users = users } }
            { path = "/few", rate { per-address = 1/h, burst = 2 } }
            { headers { set { x-frame-options = DENY }, remove = [x-removed] } }
            { request-headers { set { x-set = yes }, remove = [x-taken] } }
            { path = "/before/*", rewrite = "/after/{rest}" }
            { host = "*.api.example", to = api }
            { path = "/v1/*", to = api }
          ]
        }
        """
                .formatted(api);
    }

    private void write(String rules) throws IOException {
        Files.writeString(folder.resolve("serval.conf"), rules);
    }

    @Test
    void whatNoRuleSendsAnywhereIsTheApplications() {
        assertThat(get("/", "")).contains("\r\nx-frame-options: DENY\r\n", "\npath: /\n");
    }

    @Test
    void aPoolIsChosenByPathOrHost() {
        assertThat(get("/v1/x?y", "")).contains(api.told() + "\nGET /v1/x?y\n");
        assertThat(get("/v1", "")).contains(api.told());
        assertThat(get("/v12", "")).doesNotContain(api.told());
        assertThat(ask("GET", "/", "a.API.example:80", "")).contains(api.told());
    }

    @Test
    void aRedirectKeepsTheQueryAndNeverNamesAnotherServer() {
        assertThat(get("/old/a%20b?c=d", ""))
                .startsWith("HTTP/1.1 308 ")
                .contains("\r\nlocation: /new/a%20b?c=d\r\n");
        assertThat(get("/old//evil.example", "")).contains("\r\nlocation: /new/evil.example\r\n");
        assertThat(get("/old/%0d%0aSet-Cookie:x", "")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aRewrittenRequestGoesOnUnderItsNewPath() {
        assertThat(get("/before/x%3Fy?q=1", "")).contains("\npath: /after/x?y\n", "\nquery: q=1\n");
    }

    @Test
    void fieldsOfTheRequestAreChanged() {
        assertThat(get("/", "X-Taken: 1\r\nX-Set: no\r\n"))
                .contains("field: x-set=yes\n")
                .doesNotContain("x-taken");
    }

    @Test
    void whoHasNoPasswordDoesNotPassInAnyDisguise() {
        for (String path :
                List.of("/admin", "/admin/x", "//admin/x", "/%61dmin/x", "/x/../admin/x")) {
            assertThat(get(path, ""))
                    .as(path)
                    .startsWith("HTTP/1.1 401 ")
                    .contains("\r\nwww-authenticate: Basic realm=\"the admin\"");
        }
        assertThat(get("/x/..;/admin", "")).startsWith("HTTP/1.1 400 ");
        assertThat(get("/admin/x", basic("anna:wrong"))).startsWith("HTTP/1.1 401 ");
        assertThat(get("/admin/x", basic("nobody:open sesame"))).startsWith("HTTP/1.1 401 ");
        assertThat(serval.process().lines().toString()).doesNotContain("sesame", "anna");
    }

    @Test
    void whoHasAPasswordPassesAgainAndAgain() {
        for (int i = 0; i < 2; i++) {
            assertThat(get("/admin/x", basic("anna:open sesame"))).contains("\npath: /admin/x\n");
        }
        assertThat(
                        Load.exchange(
                                serval.port("http"),
                                "POST /admin/x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n"
                                        + basic("anna:open sesame")
                                        + "Connection: close\r\n\r\nabc"))
                .contains("body: 3 bytes");
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeAgain() {
        assertThat(get("/few", "")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/few", "")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/few", ""))
                .startsWith("HTTP/1.1 429 ")
                .containsPattern("\r\nretry-after: 3[56]\\d\\d\r\n");
        assertThat(get("/many", "")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aPageSaysThatNobodyIsServed() {
        assertThat(get("/down/x", ""))
                .startsWith("HTTP/1.1 503 ")
                .contains("\r\nretry-after: 60\r\n")
                .endsWith("<p>Back soon.</p>\n");
        assertThat(ask("HEAD", "/down", "h", "")).endsWith("\r\n\r\n");
    }

    @Test
    void rulesAreReadAgainAndAMistakeChangesNothing() throws Exception {
        Path other = Serval.emptyFolder();
        Path conf = other.resolve("serval.conf");
        Files.writeString(conf, redirect("redirect", "one"));
        try (Serval changing = Serval.run(other, Map.of()).awaitServing()) {
            assertThat(location(changing)).contains("location: /one\r\n");
            Files.writeString(conf, redirect("redirekt", "two"));
            changing.process().signal("HUP");
            changing.process().awaitLine("did you mean `redirect`");
            assertThat(location(changing)).contains("location: /one\r\n");

            Files.writeString(conf, redirect("redirect", "two"));
            changing.process().signal("HUP");
            changing.process().awaitLine("reload: generation 2 serves");

            assertThat(location(changing)).contains("location: /two\r\n");
        }
    }

    private static String redirect(String key, String to) {
        return "serval { http = \"127.0.0.1:0\", routes = [ { path = \"/a\", %s = \"/%s\" } ] }"
                .formatted(key, to);
    }

    private static String location(Serval serval) {
        return Load.exchange(
                serval.port("http"), "GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    }

    private String get(String path, String fields) {
        return ask("GET", path, "h", fields);
    }

    private String ask(String method, String path, String host, String fields) {
        return Load.exchange(
                serval.port("http"),
                "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
                        .formatted(method, path, host, fields));
    }

    private static String basic(String both) {
        return "Authorization: Basic %s\r\n"
                .formatted(Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
    }
}
