package clinic;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The program. */
@SpringBootApplication
@EnableScheduling
public class Clinic {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(Clinic.class, args);
    }
}
