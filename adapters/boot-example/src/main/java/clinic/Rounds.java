package clinic;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The vet looks after all that stay overnight. */
@Component
public class Rounds {

    private static final long PID = ProcessHandle.current().pid();

    /** {@code clinic.rounds} is how often, in milliseconds. */
    @Scheduled(fixedRateString = "${clinic.rounds:3600000}")
    void walk() throws InterruptedException {
        System.out.println("a round begins in process " + PID);
        TimeUnit.MILLISECONDS.sleep(50);
        System.out.println("a round ends in process " + PID);
    }
}
