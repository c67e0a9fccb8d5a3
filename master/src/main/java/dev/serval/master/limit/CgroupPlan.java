package dev.serval.master.limit;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.ChildOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cgroups children are to be in: one of version 2, or one in each of several hierarchies of
 * version 1.
 *
 * @param folders of them
 * @param options files in them and what to write there, in the order they are written
 * @param mode the rights of a folder that is made, octal
 */
public record CgroupPlan(List<Path> folders, Map<String, String> options, String mode) {

    /** The file of a cgroup that lists its processes, and takes them. */
    public static final String MEMBERS = "cgroup.procs";

    /**
     * Reads it.
     *
     * @throws OptionException if there are options and no cgroup
     */
    public static CgroupPlan of(OptionValues values) {
        List<Path> folders =
                values.all(ChildOptions.CGROUP).stream()
                        .map(folder -> Path.of(folder).normalize())
                        .toList();
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : values.all(ChildOptions.CGROUP_OPT)) {
            int equals = option.indexOf('=');
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        if (folders.isEmpty() && !options.isEmpty()) {
            throw OptionException.combination(
                    "--cgroup-opt needs a cgroup; name one: --cgroup /sys/fs/cgroup/serval");
        }
        return new CgroupPlan(folders, options, values.get(ChildOptions.CGROUP_DIR_MODE));
    }
}
