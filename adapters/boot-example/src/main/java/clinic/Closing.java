package clinic;

import jakarta.annotation.PreDestroy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Says when the clinic opens and closes. */
@Component
public class Closing implements ApplicationRunner {

    private final String name;

    Closing(@Value("${clinic.name:the clinic}") String name) {
        this.name = name;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (arguments.containsOption("fail")) {
            throw new IllegalStateException("the vet is ill");
        }
        if (arguments.containsOption("exit")) {
            System.exit(7);
        }
        System.out.println(name + " is open");
    }

    @PreDestroy
    void close() {
        System.out.println(name + " is closed");
    }
}
