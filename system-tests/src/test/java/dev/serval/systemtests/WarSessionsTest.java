package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions of a WAR in a cache: two workers, a reload, a worker that is killed. */
class WarSessionsTest {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient visitor = HttpClient.newBuilder().cookieHandler(cookies).build();
    private Serval serval;

    @BeforeEach
    void start() throws IOException {
        serval =
                Serval.serving(
                        "--war",
                        "/book=" + WarTest.GUEST_BOOK,
                        "--war-sessions",
                        "visits",
                        "--cache2",
                        "name=visits,blocksize=100k",
                        "--stats",
                        "127.0.0.1:0",
                        "-p",
                        "2");
    }

    @AfterEach
    void stop() {
        serval.close();
        visitor.close();
    }

    @Test
    void bothWorkersKnowAVisitor() throws Exception {
        put("cat");
        Set<Long> pids = new HashSet<>();
        await(() -> {
            for (Basket each : manyAtOnce()) {
                assertThat(each.things()).isEqualTo("cat");
                pids.add(each.pid());
            }
            return pids.size() == 2;
        });
        for (int i = 0; i < 20; i++) {
            put("mouse" + i);
            assertThat(basket().things()).endsWith(",mouse" + i);
        }
    }

    @Test
    void aSessionOutlivesItsWorkerAndAReload() throws Exception {
        put("cat");
        long first = basket().pid();

        Started.signal(first, "KILL");
        Basket second = afterDeath();
        assertThat(second.things()).isEqualTo("cat");
        assertThat(second.pid()).isNotEqualTo(first);

        serval.process().signal("HUP");
        await(() -> serval.stats().contains("\"generation\":2"));
        Basket third = basket();
        assertThat(third.things()).isEqualTo("cat");
        assertThat(third.pid()).isNotIn(first, second.pid());
    }

    @Test
    void whatCannotBeKeptIsSaidAndCostsNothingElse() throws Exception {
        put("cat");
        put("secret");
        serval.process()
                .awaitLine(
                        "session attribute secret \\(java\\.lang\\.Object\\) is not kept: java\\.lang\\.Object is not serializable");
        put("dog");
        assertThat(basket().things()).isEqualTo("cat,dog");

        put("house");
        serval.process()
                .awaitLine(
                        "a session is not kept as it is now: the value has 1000\\d\\d\\d bytes, and cache visits takes 102400 \\(blocksize\\)");
        assertThat(basket().things()).isEqualTo("cat,dog");
        assertThat(serval.process().lines()).noneMatch(line -> line.contains(id()));
    }

    @Test
    void anIdThatIsNoLongerIsNobodys() throws Exception {
        put("cat");
        String before = id();
        put("newId");
        assertThat(id()).isNotEqualTo(before);
        assertThat(basket().things()).isEqualTo("cat");
        assertThat(with(before)).endsWith(" \n");

        String last = id();
        put("nothing");
        assertThat(with(last)).endsWith(" \n");
        assertThat(with("x".repeat(5000))).endsWith(" \n");
    }

    @Test
    void aCacheThatIsNotNamedIsSaid() throws Exception {
        try (Serval refused =
                Serval.run(
                        Serval.emptyFolder(),
                        Map.of(),
                        "--http",
                        "127.0.0.1:0",
                        "--war",
                        WarTest.GUEST_BOOK.toString(),
                        "--war-sessions",
                        "visits")) {
            assertThat(refused.process().awaitExit()).isEqualTo(2);
            refused.process()
                    .awaitLine(
                            "--war-sessions visits: there is no cache of this name; make one: --cache2 name=visits");
        }
    }

    private record Basket(long pid, String things) {

        static Basket of(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            String[] words = answer.body().stripTrailing().split(" ", 2);
            return new Basket(Long.parseLong(words[0]), words.length == 1 ? "" : words[1]);
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(serval.uri("/book/basket"));
    }

    private Basket basket() throws Exception {
        return Basket.of(visitor.send(request().build(), BodyHandlers.ofString()));
    }

    private List<Basket> manyAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(visitor.sendAsync(request().build(), BodyHandlers.ofString()));
        }
        return asked.stream().map(each -> Basket.of(each.join())).toList();
    }

    /** The router may find out by a request that a worker is dead. */
    private Basket afterDeath() {
        return Basket.of(
                Awaitility.await()
                        .atMost(Started.PATIENCE)
                        .ignoreExceptions()
                        .until(
                                () -> visitor.send(request().build(), BodyHandlers.ofString()),
                                answer -> answer.statusCode() == 200));
    }

    private void put(String thing) throws Exception {
        HttpRequest request =
                request()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("thing=" + thing))
                        .build();
        assertThat(visitor.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    }

    private String id() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(each -> each.getName().equals("JSESSIONID"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    private String with(String id) throws Exception {
        return Serval.get(serval.uri("/book/basket"), "Cookie", "JSESSIONID=" + id).body();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Started.PATIENCE).until(condition);
    }
}
