package dev.serval.systemtests;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;

/** Asks the page that a Chromium shows, over the DevTools protocol. */
record DevTools(Started browser) {

    /** Waits until the page answers this expression with some text, and returns it. */
    String awaitValue(String expression) {
        return Awaitility.await()
                .atMost(Started.PATIENCE)
                .until(() -> value(expression), text -> !text.isEmpty());
    }

    private String value(String expression) throws IOException, InterruptedException {
        String address = "";
        for (Map<?, ?> target : targets()) {
            if ("page".equals(target.get("type"))) {
                address = String.valueOf(target.get("webSocketDebuggerUrl"));
            }
        }
        if (address.isEmpty()) {
            return "";
        }
        try (SocketClient client = SocketClient.to(address)) {
            client.say(
                    "{\"id\": 1, \"method\": \"Runtime.evaluate\", \"params\": {\"expression\": \"%s\"}}"
                            .formatted(expression.strip().replace("\n", " ")));
            String answer = client.next().substring("text ".length());
            return member(member(member(Json.object(answer), "result"), "result"), "value")
                    .toString();
        }
    }

    private static Object member(Object object, String name) {
        return object instanceof Map<?, ?> map ? Objects.requireNonNullElse(map.get(name), "") : "";
    }

    private List<Map<?, ?>> targets() throws IOException, InterruptedException {
        String port = browser.awaitLine("^DevTools listening on ws://127.0.0.1:(\\d+)/").group(1);
        URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
        return Json.objects(Json.object("{\"all\": " + Serval.get(list).body() + "}"), "all");
    }
}
