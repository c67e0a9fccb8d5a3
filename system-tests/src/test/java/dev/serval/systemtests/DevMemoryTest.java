package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code serval dev} over a long day: what was replaced leaves the memory of the worker. */
class DevMemoryTest {

    private static final int PARTS = 60;

    /** What classes of an application of that many parts take at least. */
    private static final long KIB_A_VERSION = 100;

    /** Each version leaves the worker's memory: there are never many class loaders in it. */
    @Test
    void twoHundredChangesLeaveNothingBehind() throws Exception {
        try (Workshop shop = Workshop.with(large(0))) {
            long worker = shop.serval().pid("worker 1", 1);
            long early = 0;
            for (int i = 1; i <= 200; i++) {
                shop.save("Shop.java", large(i));
                shop.awaitServed(i);
                assertThat(shop.body("/")).isEqualTo(Integer.toString(i));
                if (i == 40) {
                    awaitFewLoaders(worker);
                    early = metaspaceKiB(worker);
                }
            }
            awaitFewLoaders(worker);
            assertThat(metaspaceKiB(worker))
                    .as("metaspace in KiB, after 40 changes %d", early)
                    .isLessThan(early + 160 * KIB_A_VERSION / 4);
            assertThat(shop.serval().process().lines())
                    .noneMatch(line -> line.startsWith("reload: generation 2"));
        }
    }

    /** An application of many classes: its class loader takes {@code KIB_A_VERSION} and more. */
    private static String large(int number) {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < PARTS; i++) {
            parts.append("static class Part%d { int n() { return %d; } }\n".formatted(i, i));
        }
        return Workshop.app(
                "int sum = 0;\n%s return Response.text(\"%d\");"
                        .formatted(
                                IntStream.range(0, PARTS)
                                        .mapToObj("sum += new Part%d().n();"::formatted)
                                        .collect(Collectors.joining("\n")),
                                number),
                parts.toString());
    }

    private static void awaitFewLoaders(long worker) {
        Awaitility.await("the end of old class loaders")
                .atMost(Started.PATIENCE)
                .until(() -> loaders(worker) <= 10);
    }

    /** How many are live, after a collection. */
    private static long loaders(long pid) throws Exception {
        return asked(
                pid,
                "GC.class_histogram",
                "^ *\\d+: +(\\d+) +\\d+ +dev\\.serval\\.worker\\.app\\.AppClassLoader");
    }

    private static long metaspaceKiB(long pid) throws Exception {
        return asked(
                pid, "VM.metaspace scale=KB", "^ *Both: .* committed, +(\\d+)\\.\\d+ KB .* used,");
    }

    private static long asked(long pid, String question, String answer) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(pid));
        command.addAll(List.of(question.split(" ", -1)));
        try (Started jcmd = Started.command(Path.of("target"), Map.of(), command)) {
            return Long.parseLong(jcmd.awaitLine(answer).group(1));
        }
    }
}
