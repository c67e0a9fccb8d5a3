package dev.serval.master.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.master.command.RunningServers;
import dev.serval.master.top.Glance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/**
 * Servers that an operator has named: the addresses of their statistics, {@code HOST:PORT}, or
 * their command sockets on this machine.
 */
public final class ListedNodes implements Nodes {

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final String RELOAD = "reload";

    private final List<String> addresses;
    private final String token;
    private final Map<String, Rate> rates = new HashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LOOK)
                    .build();

    /**
     * @param token what those with statistics want to hear before they reload; empty for none
     */
    public ListedNodes(List<String> addresses, String token) {
        this.addresses = List.copyOf(addresses);
        this.token = token;
    }

    @Override
    public List<NodeRow> look() {
        return addresses.stream().map(this::look).toList();
    }

    private NodeRow look(String address) {
        try {
            Glance seen = Glance.of(statistics(address));
            long rate =
                    rates.computeIfAbsent(address, _ -> new Rate())
                            .perSecond(seen.requests(), System.nanoTime());
            NodeFacts.Load load =
                    new NodeFacts.Load(
                            seen.version(),
                            seen.generation(),
                            seen.ready(),
                            seen.workers(),
                            seen.busy(),
                            seen.cores(),
                            rate,
                            address);
            NodeState state = seen.ready() > 0 ? NodeState.READY : NodeState.DOWN;
            return new NodeRow(address, state.word(), load, 0, "");
        } catch (RollException | JacksonException e) {
            return unreachable(address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreachable(address);
        }
    }

    private static NodeRow unreachable(String address) {
        return new NodeRow(
                address, "unreachable", new NodeFacts.Load("", 0, 0, 0, 0, 0, 0, ""), 0, "");
    }

    private String statistics(String address) throws RollException, InterruptedException {
        return isSocket(address)
                ? asked(address, "status-json", LOOK)
                : body(address, HttpRequest.newBuilder(uri(address, "/stats")).timeout(LOOK));
    }

    private static boolean isSocket(String address) {
        return address.contains("/");
    }

    private static URI uri(String address, String path) throws RollException {
        try {
            return URI.create("http://" + address + path);
        } catch (IllegalArgumentException e) {
            throw RollException.refused("%s is neither HOST:PORT nor a path".formatted(address));
        }
    }

    @Override
    public boolean reload(RollRules rules) throws InterruptedException {
        return new Roll(rules, address -> reloaded(address, rules.timeout())).over(addresses);
    }

    private String reloaded(String address, Duration timeout)
            throws RollException, InterruptedException {
        if (isSocket(address)) {
            return asked(address, RELOAD, timeout);
        }
        return body(
                address,
                HttpRequest.newBuilder(uri(address, "/command"))
                        .timeout(timeout)
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString(RELOAD)));
    }

    private String body(String address, HttpRequest.Builder request)
            throws RollException, InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString(UTF_8));
            if (answer.statusCode() != OK) {
                throw RollException.refused(
                        Progress.of(0, Progress.Stage.FAILED, answer.body()).text());
            }
            return answer.body().strip();
        } catch (IOException e) {
            throw RollException.refused(
                    "no statistics at %s (%s)".formatted(address, e.getClass().getSimpleName()));
        }
    }

    private static String asked(String socket, String command, Duration longest)
            throws RollException, InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        answer.complete(RunningServers.ask(Path.of(socket), command));
                    } catch (IOException e) {
                        answer.completeExceptionally(e);
                    }
                });
        try {
            String told = answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            int line = told.indexOf('\n');
            String text = told.substring(line + 1).strip();
            if (!told.startsWith("0\n")) {
                throw RollException.refused(text.isEmpty() ? "the server has ended" : text);
            }
            return text;
        } catch (ExecutionException e) {
            throw RollException.refused("no server answers on " + socket);
        } catch (TimeoutException e) {
            throw RollException.late(longest.toSeconds(), "it has not answered");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
