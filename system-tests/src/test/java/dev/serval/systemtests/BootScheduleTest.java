package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code @Scheduled} methods of a Spring Boot program with two workers. */
class BootScheduleTest {

    private static final Pattern ROUND = Pattern.compile("a round (begins|ends) in process (\\d+)");

    private static Serval clinic(Clinic clinic, String more) throws Exception {
        return Serval.serving("--boot", clinic.jar() + " --clinic.rounds=100" + more, "-p", "2");
    }

    private static List<Matcher> rounds(Serval serval) {
        return serval.process().lines().stream().map(ROUND::matcher).filter(Matcher::find).toList();
    }

    private static Set<Long> processes(Serval serval) {
        return rounds(serval).stream()
                .map(line -> Long.parseLong(line.group(2)))
                .collect(Collectors.toSet());
    }

    private static void awaitRoundOfNoneOf(Serval serval, Set<Long> before) {
        Awaitility.await()
                .atMost(Started.PATIENCE)
                .until(() -> !before.containsAll(processes(serval)));
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOT_4", "BOOT_3"})
    void oneOfTwoRunsThemAndTheNextBeginsWhenItHasEnded(Clinic clinic) throws Exception {
        try (Serval serval = clinic(clinic, "")) {
            serval.awaitReady("worker 1", serval.pid("worker 1", 1));
            serval.awaitReady("worker 2", serval.pid("worker 2", 1));
            serval.process().awaitLine("a round ends", 5);
            assertThat(processes(serval)).hasSize(1);

            long leader = processes(serval).iterator().next();
            Started.signal(leader, "KILL");
            awaitRoundOfNoneOf(serval, Set.of(leader));

            Set<Long> before = processes(serval);
            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");
            awaitRoundOfNoneOf(serval, before);
            assertNeverTwoAtOnce(serval, leader);
        }
    }

    /** What the killed one has begun never ends. */
    private static void assertNeverTwoAtOnce(Serval serval, long killed) {
        long running = 0;
        for (Matcher line : rounds(serval)) {
            long process = Long.parseLong(line.group(2));
            if (line.group(1).equals("begins")) {
                assertThat(running).as("runs when " + process + " begins").isIn(0L, killed);
                running = process;
            } else {
                assertThat(running).isEqualTo(process);
                running = 0;
            }
        }
    }

    @Test
    void eachRunsThemWhereThatIsWanted() throws Exception {
        try (Serval serval = clinic(Clinic.BOOT_4, " --serval.scheduled=each")) {
            Awaitility.await().atMost(Started.PATIENCE).until(() -> processes(serval).size() == 2);
        }
    }
}
