package dev.serval.master.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How far limits can be set by this process.
 *
 * @param hard its own hard limits; what is not there has none
 * @param mayRaise whether it may go beyond them (CAP_SYS_RESOURCE)
 * @param mostDescriptors what the kernel gives nobody more of (fs.nr_open)
 */
record Ceilings(Map<Resource, Long> hard, boolean mayRaise, long mostDescriptors) {

    private static final int CAP_SYS_RESOURCE = 24;
    private static final int HARD = 2;
    private static final int HEX = 16;
    private static final String CAPABILITIES = "CapEff:";

    Ceilings {
        hard = Map.copyOf(hard);
    }

    /** Those of this process as it is now. */
    static Ceilings ours() {
        try {
            return of(
                    Files.readAllLines(Path.of("/proc/self/limits")),
                    Files.readAllLines(Path.of("/proc/self/status")),
                    Long.parseLong(
                            Files.readAllLines(Path.of("/proc/sys/fs/nr_open")).getFirst().trim()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find out our own limits: " + e.getMessage(), e);
        }
    }

    /**
     * @param limits the lines of proc(5)'s limits
     * @param status the lines of its status
     */
    static Ceilings of(List<String> limits, List<String> status, long mostDescriptors) {
        Map<Resource, Long> hard = new EnumMap<>(Resource.class);
        for (String line : limits) {
            String[] columns = line.split(" {2,}", -1);
            for (Resource resource : Resource.values()) {
                if (columns[0].equals(resource.row()) && !columns[HARD].equals("unlimited")) {
                    hard.put(resource, Long.parseLong(columns[HARD]));
                }
            }
        }
        return new Ceilings(hard, status.stream().anyMatch(Ceilings::raises), mostDescriptors);
    }

    private static boolean raises(String line) {
        return line.startsWith(CAPABILITIES)
                && (Long.parseUnsignedLong(line.substring(CAPABILITIES.length()).trim(), HEX)
                                        >> CAP_SYS_RESOURCE
                                & 1)
                        == 1;
    }
}
