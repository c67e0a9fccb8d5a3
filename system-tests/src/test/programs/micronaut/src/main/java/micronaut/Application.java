package micronaut;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.Micronaut;

@Controller
public class Application {
    public static void main(String... args) {
        Micronaut.run(Application.class, args);
    }

    @Get(uri = "/hello", produces = MediaType.TEXT_PLAIN)
    String hello() {
        return "hello from Micronaut";
    }
}
