package clinic;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program. */
@SpringBootApplication
public class Clinic {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(Clinic.class, args);
    }
}
