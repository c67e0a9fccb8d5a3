package helidon;

import io.helidon.config.Config;
import io.helidon.webserver.WebServer;

public class Application {
    private Application() {}

    public static void main(String... args) {
        WebServer.builder()
                .config(Config.create().get("server"))
                .routing(routing ->
                        routing.get("/hello", (_, response) -> response.send("hello from Helidon")))
                .build()
                .start();
    }
}
