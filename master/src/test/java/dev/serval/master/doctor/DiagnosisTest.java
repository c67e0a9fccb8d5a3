package dev.serval.master.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.master.doctor.Finding.Grade;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final long GIB = 1L << 30;

    private static final Wishes WISHES =
            new Wishes(2, 1, OptionalLong.of(GIB / 2), 1000, 1024, true, List.of());

    private static Machine machine(
            int java, String transport, long files, long most, long threads, long queue) {
        return new Machine(
                java,
                transport,
                OptionalLong.of(files),
                OptionalLong.of(most),
                OptionalLong.of(threads),
                OptionalLong.of(queue),
                OptionalLong.of(8 * GIB),
                false,
                true,
                "");
    }

    private static Machine withMemory(long bytes, boolean strict) {
        return withMemory(bytes, strict, true);
    }

    private static Machine withMemory(long bytes, boolean strict, boolean batch) {
        return new Machine(
                25,
                "",
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(bytes),
                strict,
                batch,
                "");
    }

    private static List<String> complaints(Machine machine, Wishes wishes) {
        return Diagnosis.of(machine, wishes).stream()
                .filter(finding -> finding.grade() != Grade.OK)
                .map(finding ->
                        "%s: %s -> %s"
                                .formatted(
                                        finding.grade().word(), finding.what(), finding.advice()))
                .toList();
    }

    @Test
    void aMachineThatHasAll() {
        assertThat(complaints(machine(25, "", 5000, 5000, 5000, 4096), WISHES)).isEmpty();
        assertThat(complaints(withMemory(8 * GIB, false), WISHES)).isEmpty();
    }

    @Test
    void anOldJavaIsAFault() {
        assertThat(complaints(machine(21, "", 5000, 5000, 5000, 4096), WISHES))
                .containsExactly("FAULT: Java 21 -> install a JDK 25 and set JAVA_HOME");
    }

    @Test
    void librariesThatCannotBeLoadedAreAFault() {
        assertThat(complaints(machine(25, "no exec", 5000, 5000, 5000, 4096), WISHES))
                .singleElement()
                .asString()
                .startsWith("FAULT: native sockets: no exec -> ");
    }

    @Test
    void filesThatMayBeRaised() {
        assertThat(complaints(machine(25, "", 1024, 5000, 5000, 4096), WISHES))
                .containsExactly(
                        "warning: 1024 open files, and 1000 clients of a router take 2200"
                                + " -> add --max-fd 2200, or ulimit -n 2200");
    }

    @Test
    void filesThatMayNotBeRaised() {
        assertThat(complaints(machine(25, "", 1024, 1024, 5000, 4096), WISHES))
                .singleElement()
                .asString()
                .contains("raise the hard limit (1024): LimitNOFILE=2200");
    }

    @Test
    void fewThreadsAndAShortQueue() {
        assertThat(complaints(machine(25, "", 5000, 5000, 100, 128), WISHES))
                .containsExactly(
                        "warning: 100 threads and processes, and this server may want 160"
                                + " -> raise ulimit -u, or pids.max of the cgroup",
                        "warning: the kernel queues 128 connections, --listen wants 1024"
                                + " -> sysctl -w net.core.somaxconn=1024");
    }

    @Test
    void heapsThatDoNotFit() {
        assertThat(complaints(withMemory(GIB, false), WISHES))
                .singleElement()
                .asString()
                .isEqualTo(
                        "warning: 1024 MiB of memory; full, 2 workers with a heap of 512 MiB and"
                                + " the rest take 1874 -> --jvm-opt -Xmx87m, or fewer workers");
    }

    @Test
    void heapsNobodyHasSpokenOfAreHalfOfItTogether() {
        Wishes silent = new Wishes(4, 1, OptionalLong.empty(), 1000, 1024, true, List.of());

        assertThat(complaints(withMemory(2 * GIB, true), silent))
                .hasSize(2)
                .anyMatch(line -> line.contains("vm.overcommit_memory is 2"))
                .anyMatch(line -> line.contains("4 workers with a heap of 256 MiB"));
    }

    @Test
    void workersThatCannotBeBatchProcesses() {
        assertThat(complaints(withMemory(8 * GIB, false, false), WISHES))
                .singleElement()
                .asString()
                .startsWith("warning: workers cannot be batch processes: ");

        Wishes other = new Wishes(2, 1, OptionalLong.of(GIB / 2), 1000, 1024, false, List.of());
        assertThat(complaints(withMemory(8 * GIB, false, false), other)).isEmpty();
    }

    @Test
    void theLastHeapCounts() {
        assertThat(Wishes.heap(List.of("-Xmx1g", "-Da=b", "-Xmx512m"))).hasValue(GIB / 2);
        assertThat(Wishes.heap(List.of("-Xms1g"))).isEmpty();
    }

    @Test
    void whatThisMachineHasIsRead() throws Exception {
        Machine machine = Machine.look(Map.of());

        assertThat(machine.queue())
                .hasValue(
                        Long.parseLong(
                                Files.readAllLines(Path.of("/proc/sys/net/core/somaxconn"))
                                        .getFirst()));
        assertThat(machine.memory()).isPresent();
        assertThat(machine.transport()).isEmpty();
        assertThat(machine.batch()).isTrue();
    }

    @Test
    void limitsAsTheKernelWritesThem() {
        String limits =
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             unlimited            unlimited            processes
                Max open files            1024                 524288               files
                """;

        assertThat(Machine.limit(limits, "Max open files", 1)).hasValue(1024);
        assertThat(Machine.limit(limits, "Max open files", 2)).hasValue(524_288);
        assertThat(Machine.limit(limits, "Max processes", 1)).isEmpty();
    }
}
