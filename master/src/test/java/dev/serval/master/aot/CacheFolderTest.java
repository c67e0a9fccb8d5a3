package dev.serval.master.aot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

    @TempDir private Path cacheHome;

    @Test
    void whatIsKeptIsFound() throws IOException {
        CacheFolder folder = made();
        Path kept = keep(folder, "worker-1");

        assertThat(folder.find("worker-1")).contains(kept);
        assertThat(folder.find("worker-2")).isEmpty();
    }

    @Test
    void onlyItsOwnerMayEnterTheFolder() throws IOException {
        made();

        assertThat(Files.getPosixFilePermissions(cacheHome.resolve("serval")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aDamagedFileIsDeletedAndNotFound() throws IOException {
        Path kept = keep(made(), "worker-1");
        Files.writeString(kept, "damaged");

        assertThat(folder().find("worker-1")).isEmpty();
        assertThat(kept).doesNotExist();
    }

    @Test
    void aFolderOthersMayWriteToIsNotUsed() throws IOException {
        CacheFolder folder = made();
        keep(folder, "worker-1");
        Files.setPosixFilePermissions(
                cacheHome.resolve("serval"), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(folder.find("worker-1")).isEmpty();
        assertThatThrownBy(folder::make).hasMessageContaining("not ours alone");
    }

    @Test
    void whatNobodyUsedForThirtyDaysIsSwept() throws IOException {
        CacheFolder folder = made();
        Path old = keep(folder, "worker-1");
        Path recent = keep(folder, "worker-2");
        Instant now = Instant.now();
        Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofDays(31))));
        Files.setLastModifiedTime(recent, FileTime.from(now.minus(Duration.ofDays(29))));

        folder.sweep(now);

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @Test
    void aUseKeepsItFromBeingSwept() throws IOException {
        CacheFolder folder = made();
        Path kept = keep(folder, "worker-1");
        Files.setLastModifiedTime(kept, FileTime.from(Instant.now().minus(Duration.ofDays(31))));

        folder.find("worker-1");
        folder.sweep(Instant.now());

        assertThat(kept).exists();
    }

    @Test
    void aFailureIsNotRepeatedForADay() throws IOException {
        CacheFolder folder = made();
        assertThat(folder.failed("worker-1")).isFalse();

        folder.giveUp("worker-1");

        assertThat(folder.failed("worker-1")).isTrue();
    }

    @Test
    void aLinkLeadsToTheFileAndIsMovedToANewOne() throws IOException {
        CacheFolder folder = made();
        Path link = cacheHome.resolve("serval/master-1");
        Path first = keep(folder, "serval-1");
        folder.link(link, "serval-1");
        assertThat(link.toRealPath()).isEqualTo(first.toRealPath());

        Path second = keep(folder, "serval-2");
        folder.link(link, "serval-2");

        assertThat(link.toRealPath()).isEqualTo(second.toRealPath());
    }

    @Test
    void aLinkThatLeadsNowhereIsSwept() throws IOException {
        CacheFolder folder = made();
        Path link = cacheHome.resolve("serval/master-1");
        Files.delete(linked(folder, link));

        folder.sweep(Instant.now());

        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    @Test
    void nothingIsLinkedInAnotherFolder() throws IOException {
        CacheFolder folder = made();
        keep(folder, "serval-1");
        Path elsewhere = cacheHome.resolve("master-1");

        folder.link(elsewhere, "serval-1");

        assertThat(elsewhere).doesNotExist();
    }

    private static Path linked(CacheFolder folder, Path link) throws IOException {
        Path file = keep(folder, "serval-1");
        folder.link(link, "serval-1");
        return file;
    }

    private CacheFolder folder() {
        return CacheFolder.of(Map.of("XDG_CACHE_HOME", cacheHome.toString()));
    }

    private CacheFolder made() throws IOException {
        CacheFolder folder = folder();
        folder.make();
        return folder;
    }

    private static Path keep(CacheFolder folder, String name) throws IOException {
        Path made = folder.workplace().resolve("made");
        Files.writeString(made, "content of " + name);
        return folder.keep(name, made);
    }
}
