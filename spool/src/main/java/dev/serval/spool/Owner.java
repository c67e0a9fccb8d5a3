package dev.serval.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that works in a spool, as the folders in {@code tmp} and {@code cur} are called: {@code
 * 9f3a1c0e-4026531836-7-1532-1}.
 *
 * @param boot the first letters of the kernel's boot id
 * @param space the namespace its process id is from
 * @param pid its process id
 * @param start when it started, in the kernel's ticks: no other process of this id has the same
 * @param number of several in one process
 */
public record Owner(String boot, String space, long pid, long start, int number) {

    private static final int PARTS = 5;
    private static final int BOOT_LETTERS = 8;
    private static final int START_FIELD = 19;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** This process, as somebody who was not there yet. */
    public static Owner next() {
        long pid = ProcessHandle.current().pid();
        return new Owner(
                thisBoot(), thisSpace(), pid, started(pid).orElse(0L), NUMBERS.incrementAndGet());
    }

    /** The owner of a folder; empty if it is called otherwise. */
    public static Optional<Owner> parse(String folder) {
        String[] parts = folder.split("-", -1);
        try {
            return parts.length == PARTS
                    ? Optional.of(
                            new Owner(
                                    parts[0],
                                    parts[1],
                                    Long.parseLong(parts[2]),
                                    Long.parseLong(parts[3]),
                                    Integer.parseInt(parts[4])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether it would be seen from here if it ran, and is not. */
    public boolean seenDead() {
        return boot.equals(thisBoot())
                && space.equals(thisSpace())
                && started(pid).filter(s -> s == start).isEmpty()
                // Where others' processes are hidden, nothing is seen of the living either.
                && started(1).isPresent();
    }

    /** Whether its process can be seen from here, and runs. */
    boolean seenAlive() {
        return boot.equals(thisBoot())
                && space.equals(thisSpace())
                && started(pid).filter(s -> s == start).isPresent();
    }

    /** Whether the machine has started anew since. */
    boolean beforeBoot() {
        return !boot.equals(thisBoot());
    }

    private static String thisBoot() {
        return text("/proc/sys/kernel/random/boot_id")
                .map(id -> id.substring(0, BOOT_LETTERS))
                .orElse("unknown");
    }

    private static String thisSpace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException e) {
            return "0";
        }
    }

    /** Field 22 of proc(5)'s stat; the name before it may hold anything, parentheses too. */
    private static Optional<Long> started(long pid) {
        return text("/proc/" + pid + "/stat")
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
                .filter(fields -> !fields[0].equals("Z"))
                .map(fields -> Long.parseLong(fields[START_FIELD]));
    }

    private static Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "%s-%s-%d-%d-%d".formatted(boot, space, pid, start, number);
    }
}
