package dev.serval.master.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {

    private record Values(List<Kept> kept) implements Stored {
        @Override
        public long changes() {
            return kept.size();
        }

        @Override
        public void each(Consumer<Kept> taker) {
            kept.forEach(taker);
        }
    }

    @TempDir private Path folder;
    private StoreFile file = new StoreFile(Path.of("."));

    @BeforeEach
    void write() throws IOException {
        file = new StoreFile(folder.resolve("values"));
        file.write(new Values(List.of(kept("a", "one", 7), kept("ü", "", 0))));
    }

    @Test
    void whatIsWrittenIsReadAndNobodyElseMayReadIt() throws Exception {
        assertThat(read()).containsExactly("a=one until 7", "ü= until 0");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");

        file.write(new Values(List.of()));
        assertThat(read()).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void oneThatBreaksOffAnywhereIsSetAside() throws Exception {
        byte[] whole = Files.readAllBytes(file.path());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file.path(), Arrays.copyOf(whole, length));
            assertThat(read()).as("of %d bytes", length).isEmpty();
            assertThat(file.path()).doesNotExist();
            assertThat(folder.resolve("values.broken")).hasSize(length);
        }
    }

    @Test
    void oneThatIsOtherAnywhereIsSetAside() throws Exception {
        byte[] whole = Files.readAllBytes(file.path());
        for (int at = 0; at < whole.length; at++) {
            byte[] other = whole.clone();
            other[at] ^= 0x40;
            Files.write(file.path(), other);
            assertThat(read()).as("at %d", at).isEmpty();
            assertThat(file.path()).doesNotExist();
        }
    }

    @Test
    void oneThatCannotBeWrittenRemainsAsItWas() {
        Stored broken =
                new Stored() {
                    @Override
                    public long changes() {
                        return 1;
                    }

                    @Override
                    public void each(Consumer<Kept> taker) {
                        taker.accept(kept("b", "two", 0));
                        throw new UncheckedIOException(new IOException("as planned"));
                    }
                };
        assertThatThrownBy(() -> file.write(broken)).hasMessage("as planned");
        assertThat(read()).containsExactly("a=one until 7", "ü= until 0");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    private List<String> read() {
        List<String> all = new ArrayList<>();
        file.read(each ->
                all.add(
                        "%s=%s until %d"
                                .formatted(
                                        each.key(),
                                        new String(each.value(), UTF_8),
                                        each.untilMillis())));
        return all;
    }

    private static Kept kept(String key, String value, long until) {
        return new Kept(key, value.getBytes(UTF_8), until);
    }
}
