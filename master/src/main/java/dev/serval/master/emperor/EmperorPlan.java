package dev.serval.master.emperor;

import dev.serval.control.option.Address;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.ControlOptions;
import dev.serval.control.table.EmperorOptions;
import dev.serval.control.table.ListenOptions;
import dev.serval.control.table.RouterOptions;
import dev.serval.control.table.TlsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;

/**
 * What the operator wants of an Emperor.
 *
 * @param folders or patterns of files
 * @param tyrant whether vassals run as the owners of their files
 * @param frequency how often to look
 * @param longestDelay between two starts of a vassal that keeps failing
 * @param stats where its statistics are told
 * @param pidFile gets its process id; empty for none
 */
public record EmperorPlan(
        List<String> folders,
        boolean tyrant,
        Duration frequency,
        Duration longestDelay,
        List<Address> stats,
        String pidFile) {

    /** What a server has and an Emperor has not. */
    private static final List<Option<?>> OF_VASSALS =
            List.of(
                    ListenOptions.HTTP,
                    ListenOptions.HTTP_SOCKET,
                    ListenOptions.SOCKET,
                    TlsOptions.HTTPS,
                    AppOptions.MODULE,
                    AppOptions.WAR,
                    AppOptions.BOOT,
                    RouterOptions.HTTP_TO);

    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** Whether an Emperor is wanted at all. */
    public static boolean isOne(OptionValues values) {
        return !values.all(EmperorOptions.EMPEROR).isEmpty();
    }

    /**
     * Reads it.
     *
     * @param uid of this process
     * @throws OptionException if options do not go together, or a folder is missing or unsafe
     */
    public static EmperorPlan of(OptionValues values, int uid) {
        for (Option<?> option : OF_VASSALS) {
            if (values.isSaid(option)) {
                throw OptionException.combination(
                        "--%s is not for --emperor: write it into a file of its folder"
                                .formatted(option.words().getFirst()));
            }
        }
        boolean tyrant = values.get(EmperorOptions.TYRANT);
        if (tyrant && uid != 0) {
            throw OptionException.combination(
                    "--emperor-tyrant needs root, and this is user %d".formatted(uid));
        }
        Duration frequency = values.get(EmperorOptions.FREQUENCY);
        if (frequency.compareTo(SHORTEST) < 0) {
            throw OptionException.combination(
                    "--emperor-freq is %d ms; it must be 100 ms or more"
                            .formatted(frequency.toMillis()));
        }
        List<String> folders = values.all(EmperorOptions.EMPEROR);
        folders.forEach(folder -> check(folder, uid, tyrant));
        return new EmperorPlan(
                folders,
                tyrant,
                frequency,
                values.get(EmperorOptions.MAX_THROTTLE),
                values.all(EmperorOptions.STATS),
                values.text(ControlOptions.PIDFILE));
    }

    private static void check(String pattern, int uid, boolean tyrant) {
        Path whole = Path.of(pattern).toAbsolutePath().normalize();
        Path folder = Files.isDirectory(whole) ? whole : whole.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw OptionException.combination(
                    "--emperor is %s; there is no folder %s".formatted(pattern, folder));
        }
        if (!Files.isDirectory(whole) && whole.getFileName().toString().indexOf('*') < 0) {
            throw OptionException.combination(
                    "--emperor is %s; it must be a folder, or a pattern such as %s/*.conf"
                            .formatted(pattern, folder));
        }
        if (uid == 0 && !tyrant && othersMayWrite(folder)) {
            throw OptionException.combination(
                    ("--emperor is %s: everybody may write there, and what is in a file runs as"
                                    + " root; chmod o-w %s, or add --emperor-tyrant")
                            .formatted(pattern, folder));
        }
    }

    private static boolean othersMayWrite(Path folder) {
        try {
            return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            throw OptionException.combination("--emperor: %s: %s".formatted(folder, e));
        }
    }
}
