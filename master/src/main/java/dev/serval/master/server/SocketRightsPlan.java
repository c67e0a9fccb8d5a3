package dev.serval.master.server;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.ListenOptions;
import dev.serval.master.process.Accounts;
import dev.serval.master.socket.SocketRights;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whose Unix sockets are and who may connect to them, from what the operator has written. As in
 * uWSGI they belong to {@code --uid} and {@code --gid}, unless {@code --chown-socket} names others.
 */
final class SocketRightsPlan {

    private static final int OCTAL = 8;

    private SocketRightsPlan() {}

    /**
     * Finds users and groups.
     *
     * @throws OptionException if there is no such thing
     */
    static SocketRights of(OptionValues values) {
        OptionalInt mode =
                values.isSaid(ListenOptions.CHMOD_SOCKET)
                        ? OptionalInt.of(
                                Integer.parseInt(values.get(ListenOptions.CHMOD_SOCKET), OCTAL))
                        : OptionalInt.empty();
        if (values.isSaid(ListenOptions.CHOWN_SOCKET)) {
            return chosen(mode, values.get(ListenOptions.CHOWN_SOCKET).trim());
        }
        String user = ChildPlan.said(values, true);
        String group = ChildPlan.said(values, false);
        Optional<Accounts.User> account = user.isEmpty() ? Optional.empty() : Accounts.user(user);
        return new SocketRights(
                mode,
                user.isEmpty() ? OptionalInt.empty() : OptionalInt.of(ChildPlan.uid(user, account)),
                user.isEmpty() && group.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(ChildPlan.gid(group, account)));
    }

    private static SocketRights chosen(OptionalInt mode, String owner) {
        String[] names = owner.split(":", 2);
        OptionalInt uid =
                names[0].isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(
                                Accounts.user(names[0])
                                        .map(Accounts.User::uid)
                                        .or(() -> ChildPlan.number(names[0]))
                                        .orElseThrow(() -> unknown(owner, "user", names[0])));
        OptionalInt gid =
                names.length == 1 || names[1].isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(
                                Accounts.group(names[1])
                                        .or(() -> ChildPlan.number(names[1]))
                                        .orElseThrow(() -> unknown(owner, "group", names[1])));
        return new SocketRights(mode, uid, gid);
    }

    private static OptionException unknown(String owner, String kind, String name) {
        return OptionException.combination(
                "--chown-socket is %s; there is no %s %s".formatted(owner, kind, name));
    }
}
