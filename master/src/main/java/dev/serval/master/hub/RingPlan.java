package dev.serval.master.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The ring the operator wants.
 *
 * @param values how many; 0 for none
 * @param valueBytes the largest of them
 * @param store the file that has it while no server runs; empty for none
 * @param storeSync how often the file is written, if there is anything new
 */
public record RingPlan(int values, long valueBytes, String store, Duration storeSync) {

    Optional<StoreFile> file() {
        return store.isEmpty() || values == 0
                ? Optional.empty()
                : Optional.of(new StoreFile(Path.of(store).toAbsolutePath().normalize()));
    }
}
