package dev.serval.master.emperor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmTest {

    @TempDir Path folder;

    private Realm realm(String... patterns) {
        return new Realm(List.of(patterns), false);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void configurationsOfAFolder() throws Exception {
        write("b.ini", "");
        write("a.conf", "");
        write(".hidden.conf", "");
        write("a.conf~", "");
        write("readme.txt", "");
        Files.createDirectory(folder.resolve("folder.conf"));

        Realm.View view = realm(folder.toString()).look();

        assertThat(view.files()).containsOnlyKeys("a.conf", "b.ini");
        assertThat(view.refused())
                .singleElement()
                .isEqualTo(folder.resolve("folder.conf") + " is not taken: it is no regular file");
    }

    @Test
    void thoseThatFitAPattern() throws Exception {
        write("shop-1.conf", "");
        write("mail.conf", "");

        assertThat(realm(folder + "/shop-*.conf").look().files()).containsOnlyKeys("shop-1.conf");
    }

    @Test
    void aStampTellsAChange() throws Exception {
        write("a.conf", "a");
        Realm realm = realm(folder.toString());
        Map<String, VassalFile> before = realm.look().files();

        assertThat(realm.look().files()).isEqualTo(before);
        write("a.conf", "bb");
        assertThat(realm.look().files()).isNotEqualTo(before).containsOnlyKeys("a.conf");
    }

    @Test
    void ofTwoOfOneNameOneCounts() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        write("a.conf", "");
        Files.writeString(other.resolve("a.conf"), "");

        Realm.View view = realm(folder.toString(), other.toString()).look();

        assertThat(view.files().values())
                .extracting(VassalFile::path)
                .containsExactly(folder.resolve("a.conf"));
        assertThat(view.refused()).singleElement().asString().contains("has the same name");
    }

    @Test
    void aTyrantFollowsNoLinksAndServesNoRoot() throws Exception {
        write("a.conf", "");
        Files.createSymbolicLink(folder.resolve("b.conf"), folder.resolve("a.conf"));

        Realm.View view = new Realm(List.of(folder.toString()), true).look();

        assertThat(view.files()).doesNotContainKey("b.conf");
        assertThat(view.refused()).anyMatch(line -> line.contains("b.conf is not taken: it is no"));
    }

    @Test
    void aFolderThatIsGoneIsNotAnEmptyOne() {
        Realm realm = realm(folder.resolve("none").resolve("x*.conf").toString());

        assertThatThrownBy(realm::look).isInstanceOf(IOException.class);
    }
}
