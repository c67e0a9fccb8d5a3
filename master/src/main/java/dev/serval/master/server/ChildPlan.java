package dev.serval.master.server;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.ChildOptions;
import dev.serval.master.limit.CgroupPlan;
import dev.serval.master.limit.ResourceLimits;
import dev.serval.master.process.Accounts;
import dev.serval.master.process.Batch;
import dev.serval.master.process.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** As whom and where children run, from what the operator has written. */
final class ChildPlan {

    private static final int NUMBER_DIGITS = 9;

    private ChildPlan() {}

    /**
     * Finds users, groups and folders.
     *
     * @throws OptionException if there is no such thing, or it takes root to become it
     */
    static Surroundings of(OptionValues values) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : values.all(ChildOptions.ENV)) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        List<String> prefix = new ArrayList<>(shell(values));
        ResourceLimits limits = ResourceLimits.of(values);
        prefix.addAll(limits.words());
        // Last: whoever is nobody any more can do none of the above.
        List<String> privileges = privileges(said(values, true), said(values, false));
        prefix.addAll(privileges);
        return new Surroundings(
                prefix,
                environment,
                folder(values),
                privileges.isEmpty(),
                limits.toString(),
                values.get(ChildOptions.WORKER_SCHEDULING).equals(ChildOptions.BATCH)
                        && Batch.fits());
    }

    /** What a process can do only to itself, by a shell that becomes what follows. */
    private static List<String> shell(OptionValues values) {
        List<String> steps = new ArrayList<>();
        if (values.isSaid(ChildOptions.UMASK_OF_CHILDREN)) {
            steps.add("umask " + values.get(ChildOptions.UMASK_OF_CHILDREN));
        }
        List<String> doors = new ArrayList<>();
        for (Path folder : CgroupPlan.of(values).folders()) {
            steps.addAll(List.of("echo $$ >\"$1\"", "shift"));
            doors.add(folder.resolve(CgroupPlan.MEMBERS).toString());
        }
        if (steps.isEmpty()) {
            return List.of();
        }
        steps.add("exec \"$@\"");
        List<String> words =
                new ArrayList<>(List.of("/bin/sh", "-c", String.join(" && ", steps), "sh"));
        words.addAll(doors);
        return words;
    }

    static String said(OptionValues values, boolean user) {
        var option = user ? ChildOptions.UID : ChildOptions.GID;
        return values.isSaid(option) ? values.get(option).trim() : "";
    }

    private static Path folder(OptionValues values) {
        if (!values.isSaid(ChildOptions.CHDIR)) {
            return Path.of("").toAbsolutePath();
        }
        Path folder = Path.of(values.get(ChildOptions.CHDIR)).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw OptionException.combination(
                    "--chdir is %s; there is no such folder".formatted(folder));
        }
        return folder;
    }

    /** The words of setpriv(1), which becomes what follows them. */
    private static List<String> privileges(String user, String group) {
        if (user.isEmpty() && group.isEmpty()) {
            return List.of();
        }
        if (Identities.uid() != 0) {
            throw OptionException.combination(
                    "--%s needs root, and this is user %d; start it as root, or without"
                            .formatted(user.isEmpty() ? "gid" : "uid", Identities.uid()));
        }
        Optional<Accounts.User> account = user.isEmpty() ? Optional.empty() : Accounts.user(user);
        List<String> words = new ArrayList<>(List.of("setpriv", "--clear-groups"));
        if (!user.isEmpty()) {
            words.addAll(List.of("--reuid", Integer.toString(uid(user, account))));
        }
        words.addAll(List.of("--regid", Integer.toString(gid(group, account))));
        return words;
    }

    static int uid(String user, Optional<Accounts.User> account) {
        return account.map(Accounts.User::uid)
                .or(() -> number(user))
                .orElseThrow(() ->
                        OptionException.combination(
                                "--uid is %s; there is no such user".formatted(user)));
    }

    static int gid(String group, Optional<Accounts.User> account) {
        if (group.isEmpty()) {
            return account.map(Accounts.User::gid)
                    .orElseThrow(() ->
                            OptionException.combination(
                                    "--uid is the number of no user that is known here, so its"
                                            + " group is not known either; add --gid"));
        }
        return Accounts.group(group)
                .or(() -> number(group))
                .orElseThrow(() ->
                        OptionException.combination(
                                "--gid is %s; there is no such group".formatted(group)));
    }

    static Optional<Integer> number(String text) {
        return text.matches("\\d{1," + NUMBER_DIGITS + "}")
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }
}
