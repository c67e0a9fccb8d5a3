package bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring Boot with one controller and its defaults. */
@SpringBootApplication
@RestController
public class SpringApp {

    @GetMapping(path = "/", produces = "text/plain")
    String hello() {
        return "Hello World\n";
    }

    @GetMapping(path = "/pid", produces = "text/plain")
    String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    /**
     * @param args {@code --server.address} and {@code --server.port}
     */
    public static void main(String[] args) {
        SpringApplication.run(SpringApp.class, args);
    }
}
