package dev.serval.master.limit;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.ChildOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What each child may have, soft and hard limit alike.
 *
 * @param wanted bytes, or a number; what is not there is as the master has it
 */
public record ResourceLimits(Map<Resource, Long> wanted) {

    public ResourceLimits {
        wanted = wanted.isEmpty() ? Map.of() : new EnumMap<>(wanted);
    }

    /**
     * Reads them, and looks whether this process may set them.
     *
     * @throws OptionException if it may not
     */
    public static ResourceLimits of(OptionValues values) {
        Map<Resource, Long> wanted = new EnumMap<>(Resource.class);
        if (values.isSaid(ChildOptions.LIMIT_AS)) {
            wanted.put(Resource.ADDRESS_SPACE, values.get(ChildOptions.LIMIT_AS));
        }
        if (values.isSaid(ChildOptions.LIMIT_NPROC)) {
            wanted.put(Resource.PROCESSES, (long) values.get(ChildOptions.LIMIT_NPROC));
        }
        if (values.isSaid(ChildOptions.MAX_FD)) {
            wanted.put(Resource.DESCRIPTORS, (long) values.get(ChildOptions.MAX_FD));
        }
        ResourceLimits limits = new ResourceLimits(wanted);
        if (!wanted.isEmpty()) {
            limits.check(Ceilings.ours());
        }
        return limits;
    }

    /** The words of prlimit(1), which becomes what follows them; empty for no limit. */
    public List<String> words() {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of("prlimit"));
        wanted.forEach((resource, amount) -> words.add("--" + resource.word() + "=" + amount));
        return words;
    }

    /** As options; empty for no limit. */
    @Override
    public String toString() {
        return wanted.entrySet().stream()
                .map(e -> "--" + e.getKey().option() + " " + e.getKey().shown(e.getValue()))
                .collect(Collectors.joining(" "));
    }

    /**
     * @throws OptionException if one of them is beyond a ceiling
     */
    void check(Ceilings ceilings) {
        wanted.forEach((resource, amount) -> check(resource, amount, ceilings));
    }

    private static void check(Resource resource, long amount, Ceilings ceilings) {
        long hard = ceilings.hard().getOrDefault(resource, Long.MAX_VALUE);
        if (amount > hard && !ceilings.mayRaise()) {
            throw OptionException.combination(
                    "--%s is %s, and the hard limit of this process is %s; ask for less, or have"
                                    .formatted(
                                            resource.option(),
                                            resource.shown(amount),
                                            resource.shown(hard))
                            + " root raise it (`ulimit -H%s` shows it)"
                                    .formatted(resource.letter()));
        }
        if (resource == Resource.DESCRIPTORS && amount > ceilings.mostDescriptors()) {
            throw OptionException.combination(
                    "--max-fd is %d, and this kernel gives a process no more than %d; ask for less,"
                                    .formatted(amount, ceilings.mostDescriptors())
                            + " or raise the sysctl fs.nr_open");
        }
    }
}
