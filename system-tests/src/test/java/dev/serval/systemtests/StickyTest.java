package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Several workers with sessions in their memory: a client stays at the one that knows it. */
class StickyTest {

    private static final int USAGE = 2;
    private static final Pattern PROCESS = Pattern.compile("process (\\d+),");

    /** Somebody with a browser. */
    private static final class Guest implements AutoCloseable {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(cookies)
                        .build();

        HttpResponse<String> get(URI uri) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(Started.PATIENCE).build();
            return client.send(request, BodyHandlers.ofString());
        }

        /** The process that answers it. */
        long process(URI uri) throws Exception {
            Matcher told = PROCESS.matcher(get(uri).body());
            assertThat(told.find()).isTrue();
            return Long.parseLong(told.group(1));
        }

        /** What its cookie says; empty for none. */
        String worker() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(each -> each.getName().equals("serval_worker"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElse("");
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static Serval web(String... options) throws Exception {
        List<String> all =
                new ArrayList<>(
                        List.of("--http", "127.0.0.1:0", "--jar", TestJar.web().toString()));
        all.addAll(List.of(options));
        return Serval.uncached(Serval.emptyFolder(), all).awaitServing();
    }

    @Test
    void eachSessionOfAWarIsAtOneOfTwoWorkers() throws Exception {
        try (Serval serval =
                        Serval.serving(
                                "--war",
                                WarTest.GUEST_BOOK.toString(),
                                "-p",
                                "2",
                                "--stats",
                                "127.0.0.1:0",
                                "--http-threads",
                                "2",
                                "--http-processes",
                                "2");
                Guest anna = new Guest();
                Guest ben = new Guest()) {
            serval.awaitReady("worker 1", serval.pid("worker 1", 1));
            serval.awaitReady("worker 2", serval.pid("worker 2", 1));
            for (int visit = 1; visit <= 10; visit++) {
                String counted = "<b id=\"visits\">%d</b>".formatted(visit);
                assertThat(anna.get(serval.uri("/")).body()).contains(counted);
                assertThat(ben.get(serval.uri("/")).body()).contains(counted);
            }
        }
    }

    @Test
    void newClientsAreSpreadAndTheCookieTellsNothingOfTheInside() throws Exception {
        try (Serval serval = web("-p", "2")) {
            Set<Long> processes = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                HttpResponse<String> answer = serval.get("/");
                assertThat(answer.headers().allValues("Set-Cookie"))
                        .singleElement()
                        .asString()
                        .matches("serval_worker=[0-9a-f]{16}; Path=/; HttpOnly; SameSite=Lax");
                Matcher told = PROCESS.matcher(answer.body());
                assertThat(told.find()).isTrue();
                processes.add(Long.parseLong(told.group(1)));
            }
            assertThat(processes)
                    .containsExactlyInAnyOrder(
                            serval.pid("worker 1", 1), serval.pid("worker 2", 1));
            assertThat(Serval.get(serval.uri("/"), "Cookie", "serval_worker=nobody").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void overHttpsTheCookieStaysThere() throws Exception {
        Path folder = Serval.emptyFolder();
        new OpenSsl(folder).selfSigned("one", "one.test");
        try (Serval serval =
                        Serval.uncached(
                                        folder,
                                        List.of(
                                                "--https",
                                                "127.0.0.1:0,one.pem,one.key",
                                                "--jar",
                                                TestJar.web().toString(),
                                                "-p",
                                                "2"))
                                .awaitServing();
                HttpClient client = OpenSsl.trusting(HttpClient.Version.HTTP_2)) {
            URI uri = URI.create("https://127.0.0.1:" + serval.port("https") + "/");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                    .endsWith("; HttpOnly; SameSite=Lax; Secure");
        }
    }

    @Test
    void whoseWorkerIsGoneMovesOnceAndStaysThere() throws Exception {
        try (Serval serval = web("-p", "2");
                Guest guest = new Guest()) {
            URI uri = serval.uri("/");
            long first = guest.process(uri);
            String before = guest.worker();
            assertThat(guest.process(uri)).isEqualTo(first);
            ProcessHandle process = ProcessHandle.of(first).orElseThrow();
            Started.signal(first, "KILL");
            Awaitility.await().atMost(Started.PATIENCE).until(() -> !Started.runs(process));

            long second = guest.process(uri);
            assertThat(second).isNotEqualTo(first);
            assertThat(guest.worker()).isNotEmpty();
            for (int i = 0; i < 6; i++) {
                assertThat(guest.process(uri)).isEqualTo(second);
            }
            assertThat(before).isNotEmpty();
        }
    }

    @Test
    void aReloadLeavesClientsAtTheSuccessorOfTheirWorker() throws Exception {
        try (Serval serval = web("-p", "2");
                Guest anna = new Guest();
                Guest ben = new Guest();
                Load load = Load.mixed(serval.port("http"), "/", 2)) {
            URI uri = serval.uri("/");
            long first = anna.process(uri);
            int annas = first == serval.pid("worker 1", 1) ? 1 : 2;
            String cookie = anna.worker();
            ben.process(uri);
            load.awaitMore(20);
            serval.process().signal("HUP");
            serval.process().awaitLine("worker %d \\(pid: %d\\) is gone".formatted(annas, first));

            assertThat(anna.process(uri)).isEqualTo(serval.pid("worker " + annas, 2));
            assertThat(anna.worker()).isEqualTo(cookie);
            load.awaitMore(20);
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void anyApplicationCanHaveIt() throws Exception {
        try (Serval serval =
                        Serval.teller(
                                "--http",
                                "127.0.0.1:0",
                                "-p",
                                "3",
                                "--threads",
                                "2",
                                "--sticky",
                                "at");
                Guest guest = new Guest();
                Load load = Load.mixed(serval.port("http"), "/process", 6)) {
            long first = guest.process(serval.uri("/process"));
            for (int i = 0; i < 50; i++) {
                assertThat(guest.process(serval.uri("/process"))).isEqualTo(first);
            }
            for (int generation = 2; generation <= 4; generation++) {
                serval.process().signal("HUP");
                serval.process().awaitLine("reload: generation " + generation + " serves");
                load.awaitMore(50);
            }
            assertThat(guest.process(serval.uri("/process"))).isNotEqualTo(first);
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void whoWantsNoneHasNone() throws Exception {
        try (Serval serval = web("-p", "2", "--sticky", "none")) {
            assertThat(serval.get("/").headers().firstValue("Set-Cookie")).isEmpty();
        }
        try (Serval serval = web("-p", "1")) {
            assertThat(serval.get("/").headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void whatMakesNoSenseIsSaid() throws Exception {
        refused(
                "`sticky` is a b; it must be the name of a cookie, or none",
                "--http",
                ":0",
                "--sticky",
                "a b");
        refused(
                "--sticky is about workers",
                "--http",
                "127.0.0.1:0",
                "--http-to",
                "127.0.0.1:1",
                "--sticky",
                "at");
        refused(
                "--sticky is done by the router",
                "--http-socket",
                "127.0.0.1:0",
                "--module",
                "hello.Hello",
                "--sticky",
                "at");
    }

    private static void refused(String why, String... options) throws Exception {
        try (Serval serval = Serval.run(Serval.emptyFolder(), Map.of(), options)) {
            serval.process().awaitLine(why);
            assertThat(serval.process().awaitExit()).isEqualTo(USAGE);
        }
    }
}
