package dev.serval.systemtests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/**
 * Four clients of an HTTPS port in closed loops: HTTP/1.1 and HTTP/2, on a connection for each
 * request and on one that is kept.
 */
final class TlsLoad implements AutoCloseable {

    private final URI uri;
    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean ended;

    TlsLoad(int port) {
        // A name, not an address: this client sends no server name for an address.
        uri = URI.create("https://localhost:" + port + "/");
        for (Version version : Version.values()) {
            answered.putAll(Map.of("fresh " + version, 0, "kept " + version, 0));
            clients.add(Thread.ofPlatform().daemon().start(() -> fresh(version)));
            clients.add(Thread.ofPlatform().daemon().start(() -> kept(version)));
        }
    }

    /** Waits until each client has had so many more answers. */
    void awaitMore(int count) {
        Map<String, Integer> before = Map.copyOf(answered);
        Awaitility.await("answers; failed so far: " + failures)
                .atMost(Started.PATIENCE)
                .until(() ->
                        answered.keySet().stream()
                                .allMatch(k -> answers(answered, k) >= answers(before, k) + count));
    }

    private static int answers(Map<String, Integer> of, String client) {
        return Objects.requireNonNull(of.get(client));
    }

    /** One line for each request that was not answered with 200 in the version asked for. */
    List<String> failures() {
        return failures;
    }

    /** The connections of those that keep theirs. */
    Set<String> keptConnections() {
        return kept;
    }

    private void fresh(Version version) {
        while (!ended) {
            try (HttpClient client = OpenSsl.trusting(version)) {
                ask(client, version, "fresh ");
            } catch (Exception e) {
                failures.add("fresh " + version + ": " + e);
            }
        }
    }

    private void kept(Version version) {
        try (HttpClient client = OpenSsl.trusting(version)) {
            while (!ended) {
                HttpResponse<String> answer = ask(client, version, "kept ");
                kept.add(version + " " + answer.connectionLabel().orElseThrow());
            }
        } catch (Exception e) {
            failures.add("kept " + version + ": " + e);
        }
    }

    private HttpResponse<String> ask(HttpClient client, Version version, String kind)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Started.PATIENCE).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200 && answer.version() == version) {
            answered.merge(kind + version, 1, Integer::sum);
        } else {
            failures.add(kind + version + ": " + answer);
        }
        return answer;
    }

    /** Lets all clients finish what they are at. */
    void end() throws InterruptedException {
        ended = true;
        for (Thread client : clients) {
            client.join();
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}
