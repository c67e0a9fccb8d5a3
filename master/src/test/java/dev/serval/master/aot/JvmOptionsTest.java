package dev.serval.master.aot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmOptionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-javaagent:a.jar",
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-XX:StartFlightRecording=filename=a.jfr",
                "-Xshare:off",
                "-XX:AOTCache=mine.aot",
                "@options"
            })
    void whatTheJvmTakesNoCacheWithRulesItOut(String option) {
        assertThat(JvmOptions.cacheable(List.of("-Xmx1g", option))).isFalse();
    }

    @Test
    void ordinaryOptionsDoNot() {
        assertThat(JvmOptions.cacheable(List.of("-Xmx1g", "-XX:+UseZGC", "-Da=b"))).isTrue();
    }

    @Test
    void aTrainingRunIsGivenWhatShapesTheCacheAndNothingThatIsInTheWay() {
        List<String> options =
                List.of(
                        "-Xms8g",
                        "-Xmx8g",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseParallelGC",
                        "-Dcom.sun.management.jmxremote.port=9010",
                        "-Xlog:gc:file=gc.log",
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED");

        assertThat(JvmOptions.forTraining(options))
                .containsExactly(
                        "-Xmx8g",
                        "-XX:+UseParallelGC",
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED");
    }
}
