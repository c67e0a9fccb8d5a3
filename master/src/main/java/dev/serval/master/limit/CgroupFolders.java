package dev.serval.master.limit;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.OptionException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes cgroups that are missing, sets them up, and removes at the end those it has made. */
public final class CgroupFolders {

    private static final int OCTAL = 8;

    private final List<Path> made = new CopyOnWriteArrayList<>();

    /**
     * @param inherited what the server before this one has made, a line each
     */
    public CgroupFolders(String inherited) {
        inherited.lines().map(Path::of).forEach(made::add);
    }

    /** What is to be removed at the end, a line each; any thread. */
    public String made() {
        return String.join("\n", made.stream().map(Path::toString).toList());
    }

    /**
     * Makes what is missing and writes the options.
     *
     * @throws OptionException if that is not possible, with the reason; what was made for this plan
     *     is gone again then
     */
    public void open(CgroupPlan plan) {
        List<Path> before = List.copyOf(made);
        try {
            plan.folders().forEach(folder -> make(folder, plan.mode()));
            plan.options().forEach((file, value) -> write(plan.folders(), file, value));
        } catch (OptionException e) {
            made.stream().filter(folder -> !before.contains(folder)).forEach(this::remove);
            throw e;
        }
    }

    /** Removes what was made; nobody may be in it any more. */
    public void close() {
        made.forEach(this::remove);
    }

    private void make(Path folder, String mode) {
        if (Files.isDirectory(folder)) {
            if (!isCgroup(folder)) {
                throw refused(folder, "it is no cgroup; cgroups are folders below /sys/fs/cgroup");
            }
            return;
        }
        Path parent = folder.getParent();
        if (parent == null || !isCgroup(parent)) {
            throw refused(
                    folder,
                    "it is not there, and %s is no cgroup to make it in; cgroups are folders below"
                                    .formatted(parent)
                            + " /sys/fs/cgroup");
        }
        try {
            Files.createDirectory(folder);
            made.add(folder);
            Files.setAttribute(folder, "unix:mode", Integer.parseInt(mode, OCTAL));
        } catch (IOException e) {
            throw refused(folder, "it cannot be made: " + reason(e));
        }
    }

    private static void write(List<Path> folders, String file, String value) {
        List<Path> there =
                folders.stream().map(f -> f.resolve(file)).filter(Files::exists).toList();
        if (there.isEmpty()) {
            throw OptionException.combination(
                    "--cgroup-opt is %s=%s; there is no %s in %s. Is its controller switched on in"
                                    .formatted(file, value, file, folders.getFirst())
                            + " cgroup.subtree_control of the folder above?");
        }
        for (Path each : there) {
            try {
                Files.writeString(each, value + "\n", StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw OptionException.combination(
                        "--cgroup-opt is %s=%s; %s does not take it: %s"
                                .formatted(file, value, each, reason(e)));
            }
        }
    }

    private void remove(Path folder) {
        made.remove(folder);
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            EventLog.line("cannot remove the cgroup %s: %s".formatted(folder, reason(e)));
        }
    }

    private static boolean isCgroup(Path folder) {
        return Files.exists(folder.resolve(CgroupPlan.MEMBERS));
    }

    private static OptionException refused(Path folder, String why) {
        return OptionException.combination("--cgroup is %s; %s".formatted(folder, why));
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(e.getMessage());
    }
}
