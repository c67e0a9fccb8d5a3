package dev.serval.master.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.option.Address;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.StatsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the server tells about itself, and to whom.
 *
 * @param addresses where
 * @param http whether readers speak HTTP, however late they begin
 * @param vitals whether workers' JVMs are asked for collections and memory
 * @param token what a reader must know to give commands; empty if nobody may
 */
record StatsPlan(List<Address> addresses, boolean http, boolean vitals, String token) {

    private static final int LEAST_CHARACTERS = 16;
    private static final int MOST_BYTES = 4096;

    /**
     * @throws OptionException if the file that has the token cannot be used
     */
    static StatsPlan of(OptionValues values) {
        List<Address> addresses = values.all(StatsOptions.STATS);
        return new StatsPlan(
                addresses,
                values.get(StatsOptions.STATS_HTTP),
                !addresses.isEmpty() || values.get(StatsOptions.MEMORY_REPORT),
                values.isSaid(StatsOptions.STATS_TOKEN_FILE)
                        ? token(values.get(StatsOptions.STATS_TOKEN_FILE))
                        : "");
    }

    private static String token(String file) {
        String token;
        try {
            if (Files.size(Path.of(file)) > MOST_BYTES) {
                throw OptionException.file(
                        "stats-token-file: %s is larger than %d bytes".formatted(file, MOST_BYTES));
            }
            token = Files.readString(Path.of(file), UTF_8).strip();
        } catch (IOException e) {
            throw OptionException.file(
                    "stats-token-file: %s cannot be read (%s)"
                            .formatted(file, e.getClass().getSimpleName()));
        }
        if (token.length() < LEAST_CHARACTERS || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw OptionException.file(
                    ("stats-token-file: %s has no token, which is one line of %d printable"
                                    + " characters or more; `openssl rand -hex 32` makes one")
                            .formatted(file, LEAST_CHARACTERS));
        }
        return token;
    }
}
