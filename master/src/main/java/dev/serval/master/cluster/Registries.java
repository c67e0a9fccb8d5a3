package dev.serval.master.cluster;

import dev.serval.control.option.OptionException;
import dev.serval.control.option.PasswordFile;
import dev.serval.control.option.RegistryPlace;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.ClusterOptions;
import dev.serval.hub.ClusterEngine;
import dev.serval.hub.ClusterEngine.Line;
import dev.serval.hub.ClusterEngine.Place;
import dev.serval.master.spool.Engines;
import java.io.IOException;

/** Where servers are registered, and how that is reached. */
public final class Registries {

    private Registries() {}

    /**
     * A place, with the password for it.
     *
     * @throws OptionException if there is a file for it, and none in it
     */
    public static Place place(RegistryPlace written, OptionValues values) {
        return new Place(written.url(), password(values), written.cluster());
    }

    private static String password(OptionValues values) {
        return values.isSaid(ClusterOptions.PASSWORD_FILE)
                ? PasswordFile.read(
                        "cluster-password-file", values.get(ClusterOptions.PASSWORD_FILE))
                : "";
    }

    /**
     * Looks whether it can be reached at all, without asking it.
     *
     * @throws OptionException if it is malformed, or nothing here knows how
     */
    public static void check(Place place) {
        try {
            engine(place).check(place);
        } catch (IllegalArgumentException e) {
            throw OptionException.combination(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw OptionException.combination("%s: %s".formatted(place, e.getMessage()));
        }
    }

    /**
     * A way to it, which opens nothing yet.
     *
     * @throws IOException if nothing here knows how
     * @throws IllegalArgumentException if it is malformed
     */
    public static Line open(Place place) throws IOException {
        return engine(place).open(place);
    }

    private static ClusterEngine engine(Place place) throws IOException {
        return ClusterEngine.of(place, Engines.loader(Engines.REDIS));
    }
}
