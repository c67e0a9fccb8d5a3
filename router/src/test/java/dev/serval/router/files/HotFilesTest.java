package dev.serval.router.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.config.RouterConfig;
import dev.serval.router.files.FileAnswer.Piece;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked for a moment ago is answered from memory, unless it has changed. */
class HotFilesTest {

    private static final Instant THEN = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir private Path folder;
    private StaticFiles files = StaticFiles.of(RouterConfig.Files.none());

    @BeforeEach
    void makeATree() throws IOException {
        Files.createDirectories(folder.resolve("st/sub"));
        write("st/f.txt", "one");
        write("st/sub/index.html", "index");
        write("secret.txt", "xxx");
        files =
                StaticFiles.of(
                        new RouterConfig.Files(
                                List.of("/s=" + folder.resolve("st")),
                                List.of(),
                                List.of(),
                                List.of("index.html"),
                                List.of(),
                                false,
                                List.of(),
                                List.of(),
                                List.of(),
                                false,
                                List.of(),
                                List.of()));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.from(THEN));
    }

    private static HttpRequest get(String target, String... fields) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        for (int i = 0; i < fields.length; i += 2) {
            request.headers().add(fields[i], fields[i + 1]);
        }
        return request;
    }

    /** How it was answered, from memory or from the disk, and with what. */
    private String asked(HttpRequest request) {
        CompletableFuture<FileAnswer> answer = new CompletableFuture<>();
        AtomicBoolean hopped = new AtomicBoolean();
        files.find(
                request,
                task -> {
                    hopped.set(true);
                    task.run();
                },
                found -> answer.complete(Objects.requireNonNull(found)));
        try (FileAnswer told = answer.join()) {
            String text =
                    told.pieces().stream()
                            .map(piece ->
                                    piece instanceof Piece.Text(byte[] b)
                                            ? new String(b, UTF_8)
                                            : "slice")
                            .reduce("", String::concat);
            int status = told.head().status().code();
            return (hopped.get() ? "disk " : "memory ")
                    + status
                    + (status == 200 ? " " + text : "");
        }
    }

    @Test
    void theSecondTimeItComesFromMemory() {
        assertThat(asked(get("/s/f.txt"))).isEqualTo("disk 200 one");
        assertThat(again("/s/f.txt")).isEqualTo("memory 200 one");
        assertThat(asked(get("/s/sub/"))).isEqualTo("disk 200 index");
        assertThat(again("/s/sub/")).isEqualTo("memory 200 index");
    }

    /** A machine that stops for a second between two requests makes us look anew. */
    private String again(String target) {
        String told = "";
        for (int i = 0; i < 100 && !told.startsWith("memory "); i++) {
            told = asked(get(target));
        }
        return told;
    }

    @Test
    void conditionsHoldThereTooAndRangesAreForTheDisk() {
        asked(get("/s/f.txt"));

        assertThat(asked(get("/s/f.txt", "If-Modified-Since", "Sun, 01 Nov 2026 12:00:00 GMT")))
                .endsWith(" 304");
        assertThat(asked(get("/s/f.txt", "If-Match", "\"other\""))).endsWith(" 412");
        assertThat(asked(get("/s/f.txt", "Range", "bytes=0-0"))).isEqualTo("disk 206");
    }

    @Test
    void aChangeIsSeenAtOnce() throws IOException {
        asked(get("/s/f.txt"));
        Files.writeString(folder.resolve("st/f.txt"), "two");

        assertThat(asked(get("/s/f.txt"))).isEqualTo("disk 200 two");
        Files.delete(folder.resolve("st/f.txt"));
        assertThat(asked(get("/s/f.txt"))).isEqualTo("disk 404");
    }

    @Test
    void anotherFileUnderItsNameIsSeenThoughItIsAsLongAndAsOld() throws IOException {
        asked(get("/s/f.txt"));
        write("st/new", "two");
        Files.move(
                folder.resolve("st/new"),
                folder.resolve("st/f.txt"),
                StandardCopyOption.ATOMIC_MOVE);

        assertThat(asked(get("/s/f.txt"))).isEqualTo("disk 200 two");
    }

    @Test
    void aLinkThatLeadsOutAllAtOnceIsFollowedNoMore() throws IOException {
        asked(get("/s/f.txt"));
        Files.delete(folder.resolve("st/f.txt"));
        Files.createSymbolicLink(folder.resolve("st/f.txt"), folder.resolve("secret.txt"));

        assertThat(asked(get("/s/f.txt"))).isEqualTo("disk 404");
    }

    @Test
    void whatIsLargeStaysOnTheDisk() throws IOException {
        write("st/large", "x".repeat(HotFile.MOST_BYTES + 1));
        write("st/small", "x".repeat(HotFile.MOST_BYTES));

        assertThat(asked(get("/s/large"))).isEqualTo("disk 200 slice");
        assertThat(asked(get("/s/large"))).isEqualTo("disk 200 slice");
        assertThat(again("/s/small")).startsWith("memory 200 xx");
    }

    @Test
    void memoryIsBounded() throws IOException {
        for (int i = 0; i < 600; i++) {
            write("st/f" + i, "x".repeat(HotFile.MOST_BYTES));
            asked(get("/s/f" + i));
        }

        assertThat(asked(get("/s/f0"))).startsWith("disk 200");
        assertThat(again("/s/f599")).startsWith("memory 200");
    }
}
