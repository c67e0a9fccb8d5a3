package dev.serval.master.doctor;

import dev.serval.master.server.HeapShare;
import java.util.ArrayList;
import java.util.List;

/** Judges a machine by what a server would ask of it. Pure. */
final class Diagnosis {

    private static final int JAVA = 25;
    private static final long MIB = 1L << 20;

    /** Descriptors of a router beside its clients, and one for each client's request. */
    private static final int OWN_FILES = 200;

    /** Threads of a JVM with nothing to do, and some for what the application starts. */
    private static final int THREADS_OF_A_PROCESS = 40;

    /** Heap and all else of the master and of a router; and what a worker takes beside its heap. */
    private static final long MASTER = 300 * MIB;

    private static final long ROUTER = 350 * MIB;
    private static final long BESIDE_HEAP = 100 * MIB;

    private final Machine machine;
    private final Wishes wishes;
    private final List<Finding> findings = new ArrayList<>();

    private Diagnosis(Machine machine, Wishes wishes) {
        this.machine = machine;
        this.wishes = wishes;
    }

    static List<Finding> of(Machine machine, Wishes wishes) {
        Diagnosis diagnosis = new Diagnosis(machine, wishes);
        diagnosis.java();
        diagnosis.files();
        diagnosis.threads();
        diagnosis.queue();
        diagnosis.memory();
        diagnosis.scheduling();
        diagnosis.cache();
        return diagnosis.findings;
    }

    private void java() {
        findings.add(
                machine.java() < JAVA
                        ? Finding.fault(
                                "Java %d".formatted(machine.java()),
                                "install a JDK %d and set JAVA_HOME".formatted(JAVA))
                        : Finding.ok("Java %d".formatted(machine.java())));
        findings.add(
                machine.transport().isEmpty()
                        ? Finding.ok("native sockets")
                        : Finding.fault(
                                "native sockets: " + machine.transport(),
                                "they are in lib/native of the installation; else they are unpacked"
                                        + " into java.io.tmpdir, which must be writable and not"
                                        + " noexec"));
    }

    private void files() {
        long wanted = 2L * wishes.connections() + OWN_FILES;
        long most = machine.openFilesAtMost().orElse(Long.MAX_VALUE);
        long now = machine.openFiles().orElse(Long.MAX_VALUE);
        String what = "%s open files".formatted(now == Long.MAX_VALUE ? "no limit of" : now);
        if (now >= wanted) {
            findings.add(Finding.ok(what));
            return;
        }
        findings.add(
                Finding.warning(
                        "%s, and %d clients of a router take %d"
                                .formatted(what, wishes.connections(), wanted),
                        most >= wanted
                                ? "add --max-fd %d, or ulimit -n %d".formatted(wanted, wanted)
                                : "raise the hard limit (%d): LimitNOFILE=%d in a unit, or"
                                                .formatted(most, wanted)
                                        + " limits.conf(5); or lower --http-max-connections"));
    }

    private void threads() {
        long wanted = (long) THREADS_OF_A_PROCESS * (wishes.workers() + wishes.routers() + 1);
        if (machine.threads().isEmpty() || machine.threads().getAsLong() >= wanted) {
            findings.add(Finding.ok("room for %d threads".formatted(wanted)));
            return;
        }
        findings.add(
                Finding.warning(
                        "%d threads and processes, and this server may want %d"
                                .formatted(machine.threads().getAsLong(), wanted),
                        "raise ulimit -u, or pids.max of the cgroup"));
    }

    private void queue() {
        long most = machine.queue().orElse(Long.MAX_VALUE);
        findings.add(
                most >= wishes.backlog()
                        ? Finding.ok("a queue of %d for each socket".formatted(wishes.backlog()))
                        : Finding.warning(
                                "the kernel queues %d connections, --listen wants %d"
                                        .formatted(most, wishes.backlog()),
                                "sysctl -w net.core.somaxconn=%d".formatted(wishes.backlog())));
    }

    private void memory() {
        if (machine.strictMemory()) {
            findings.add(
                    Finding.warning(
                            "vm.overcommit_memory is 2: the kernel refuses address space that a"
                                    + " JVM only reserves",
                            "sysctl -w vm.overcommit_memory=0, or a small -Xmx for each JVM"));
        }
        if (machine.memory().isEmpty()) {
            return;
        }
        long there = machine.memory().getAsLong();
        long heap = wishes.heap().orElse((long) (there * HeapShare.of(wishes.workers())));
        long wanted = MASTER + wishes.routers() * ROUTER + wishes.workers() * (heap + BESIDE_HEAP);
        String what =
                "%d MiB of memory; full, %d workers with a heap of %d MiB and the rest take %d"
                        .formatted(there / MIB, wishes.workers(), heap / MIB, wanted / MIB);
        if (wanted <= there) {
            findings.add(Finding.ok(what));
            return;
        }
        long fits = (there - MASTER - wishes.routers() * ROUTER) / wishes.workers() - BESIDE_HEAP;
        findings.add(
                Finding.warning(
                        what,
                        fits > 0
                                ? "--jvm-opt -Xmx%dm, or fewer workers".formatted(fits / MIB)
                                : "fewer workers, or more memory"));
    }

    private void scheduling() {
        if (!wishes.batch()) {
            return;
        }
        findings.add(
                machine.batch()
                        ? Finding.ok("workers may be batch processes")
                        : Finding.warning(
                                "workers cannot be batch processes: there is no chrt, or the"
                                        + " kernel refuses it",
                                "install util-linux, or allow sched_setscheduler(2); without it a short"
                                        + " request costs a fifth more"));
    }

    private void cache() {
        findings.add(
                machine.cache().isEmpty()
                        ? Finding.ok("a folder for start-up caches")
                        : Finding.warning(
                                "no start-up cache: " + machine.cache(),
                                "set XDG_CACHE_HOME; without a cache a start takes twice as"
                                        + " long"));
    }
}
