package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.zip.CRC32C;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AotCacheTest {

    @Test
    void aServerTrainsOnceAndTheNextOneUsesIt() throws Exception {
        Path folder = Serval.emptyFolder();
        try (Serval first = AotCache.start(folder)) {
            first.process().awaitLine("^start-up cache made in \\d+ ms: serval-\\w+$");
            first.process().signal("TERM");
            assertThat(first.process().awaitExit()).isZero();
        }
        List<Path> made = AotCache.files(folder);
        assertThat(made).hasSize(1);

        try (Serval second = AotCache.start(folder).awaitServing()) {
            assertThat(AotCache.mappedBy(second.process().handle().pid())).isTrue();
            assertThat(AotCache.mappedBy(second.pid("worker 1", 1))).isTrue();
            assertThat(AotCache.mappedBy(second.pid("router 1", 1))).isTrue();
            assertThat(second.get("/").body()).isEqualTo("Hello World\n");
            second.process().signal("TERM");
            second.process().awaitExit();
            assertThat(second.process().lines()).noneMatch(l -> l.contains("start-up cache"));
        }
        assertThat(AotCache.files(folder)).isEqualTo(made);
    }

    @Test
    void aDamagedCacheIsMadeAnewAndDoesNotPreventAStart() throws Exception {
        Path folder = copyOfShared();
        for (Path file : AotCache.files(folder)) {
            damage(file);
        }

        try (Serval serval = AotCache.start(folder).awaitServing()) {
            assertThat(AotCache.mappedBy(serval.process().handle().pid())).isFalse();
            assertThat(AotCache.mappedBy(serval.pid("worker 1", 1))).isFalse();
            assertThat(serval.get("/").body()).isEqualTo("Hello World\n");
            serval.process().awaitLine("^start-up cache made in");
            Path anew = onlyFile(folder);
            assertThat(AotCache.links(folder))
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(link.toRealPath()).isEqualTo(anew));
        }
    }

    @Test
    void aCacheTheJvmRefusesCostsNoStartAndNoLine() throws Exception {
        Path folder = Serval.emptyFolder();
        Path own = Files.createDirectory(folder.resolve("serval"));
        byte[] nothing = new byte[1 << 20];
        CRC32C sum = new CRC32C();
        sum.update(nothing);
        for (Path file : AotCache.files(AotCache.shared())) {
            String key = file.getFileName().toString().replaceFirst("-[0-9a-f]{8}\\.aot$", "");
            Files.write(own.resolve("%s-%08x.aot".formatted(key, sum.getValue())), nothing);
        }
        for (Path link : AotCache.links(AotCache.shared())) {
            Path target = onlyFile(folder).getFileName();
            Files.createSymbolicLink(own.resolve(link.getFileName()), target);
        }

        try (Serval serval = AotCache.start(folder).awaitServing()) {
            assertThat(serval.get("/").body()).isEqualTo("Hello World\n");
            assertThat(serval.process().lines()).noneMatch(l -> l.contains("[aot]"));
            assertThat(AotCache.files(folder)).hasSize(1);
        }
    }

    @Test
    void whatCanHaveNoneIsNotInTheWayOfTheOthers() throws Exception {
        Path folder = Serval.emptyFolder();
        String debugger =
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
                        + Started.freePort();
        try (Serval serval = AotCache.start(folder, "--jvm-opt=" + debugger).awaitServing()) {
            serval.process().awaitLine("^start-up cache made in");
            ProcessHandle.of(serval.pid("router 1", 1)).orElseThrow().destroyForcibly();
            serval.process().awaitLine("^router 1 .* ready in", 2);

            Matcher pid = serval.process().awaitLine("^Respawned router 1 \\(new pid: (\\d+)\\)");
            assertThat(AotCache.mappedBy(Long.parseLong(pid.group(1)))).isTrue();
        }
    }

    @Test
    void itCanBeTurnedOff() throws Exception {
        try (Serval serval =
                AotCache.start(AotCache.shared(), "--aot-cache=false").awaitServing()) {
            assertThat(AotCache.mappedBy(serval.pid("worker 1", 1))).isFalse();
        }
    }

    @Test
    void aFolderThatCannotBeMadeCostsOneLine() throws Exception {
        Path file = Files.writeString(Serval.emptyFolder().resolve("file"), "not a folder");

        try (Serval serval = AotCache.start(file).awaitServing()) {
            serval.process().awaitLine("^no start-up cache: ");
            assertThat(serval.get("/").body()).isEqualTo("Hello World\n");
            assertThat(serval.process().lines())
                    .filteredOn(l -> l.contains("start-up cache"))
                    .hasSize(1);
        }
    }

    @Test
    void aStopLeavesNoTrainingProcessAndNoFile() throws Exception {
        Path folder = Serval.emptyFolder();
        try (Serval serval = AotCache.start(folder).awaitServing()) {
            ProcessHandle master = serval.process().handle();
            Awaitility.await("a training process")
                    .atMost(Started.PATIENCE)
                    .until(() -> master.descendants().anyMatch(AotCacheTest::trains));
            List<ProcessHandle> family = master.descendants().toList();

            serval.process().signal("TERM");

            assertThat(serval.process().awaitExit()).isZero();
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> family.stream().noneMatch(Started::runs));
            assertThat(serval.process().lines()).noneMatch(l -> l.contains("start-up cache"));
            try (var left = Files.list(folder.resolve("serval"))) {
                assertThat(left.map(f -> f.getFileName().toString())).containsOnly("lock");
            }
        }
    }

    private static boolean trains(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .contains("dev.serval.worker.training.Drill");
        } catch (IOException e) {
            return false;
        }
    }

    private static Path copyOfShared() throws IOException {
        Path folder = Serval.emptyFolder();
        Path own = Files.createDirectory(folder.resolve("serval"));
        for (Path file : AotCache.files(AotCache.shared())) {
            Files.copy(file, own.resolve(file.getFileName()));
        }
        for (Path link : AotCache.links(AotCache.shared())) {
            Files.copy(link, own.resolve(link.getFileName()), LinkOption.NOFOLLOW_LINKS);
        }
        return folder;
    }

    private static Path onlyFile(Path folder) throws IOException {
        return AotCache.files(folder).getFirst().toRealPath();
    }

    /** In the middle: the JVM would not notice before it is too late. */
    private static void damage(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[800_000]), channel.size() / 4);
        }
    }
}
