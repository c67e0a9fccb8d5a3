package vertx;

import io.vertx.core.Vertx;

public class Application {
    private Application() {}

    public static void main(String... args) {
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response().end("hello from Vert.x"))
                .listen(Integer.parseInt(System.getenv("PORT")), System.getenv("HOST"));
    }
}
