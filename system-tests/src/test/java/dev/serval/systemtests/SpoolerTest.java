package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of an application, through workers, spoolers, reloads and deaths. */
class SpoolerTest {

    private Path folder;
    private Path ledger;
    private Serval serval;

    @BeforeEach
    void start() throws IOException {
        folder = Serval.emptyFolder();
        ledger = Files.createFile(folder.resolve("ledger"));
        serval = server().awaitServing();
    }

    private Serval server() throws IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--master",
                                "--http",
                                "127.0.0.1:0",
                                "--socket",
                                "127.0.0.1:0",
                                "--stats",
                                "127.0.0.1:0",
                                "--spooler",
                                folder.resolve("mail").toString(),
                                "--spooler-max-attempts",
                                "3",
                                "--spooler-retry-delay",
                                "100ms"));
        options.addAll(Serval.testApp("Spooling"));
        return Serval.run(
                folder, Map.of("LEDGER", ledger.toString()), options.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        serval.close();
    }

    @Test
    void aJobIsDoneOnceOrTriedUntilItIsDead() throws Exception {
        String done = serval.get("/").body();
        String retried = serval.get("/once-more").body();
        String dead = serval.get("/fail").body();

        await(() -> ran(done) == 1 && ran(retried) == 2 && ran(dead) == 3);
        await(() -> stats("\"dead\":1") && stats("\"ready\":0,\"delayed\":0,\"running\":0"));
        assertThat(spool("ls")).contains(dead).contains("no route (attempt 3 of 3)");
        assertThat(spool("show", dead)).contains("path = /fail").contains("body       4 bytes");
        assertThat(spool("retry", dead)).isEqualTo("1 wait again\n");
        await(() -> ran(dead) == 6);
        await(() -> spool("ls").contains("dead 1"));
        assertThat(spool("purge", "--all")).isEqualTo("1 removed\n");
        assertThat(spool("ls", "--json")).contains("\"dead\":0,\"jobs\":[]");
    }

    @Test
    void aUwsgiPeerSubmitsAJobAsItDoesToUwsgi() throws Exception {
        assertThat(packet("nobody", "")).containsExactly(255, 0, 0, 1);
        assertThat(packet("spooler", "unknown")).containsExactly(255, 0, 0, 0);
        await(() -> Files.readString(ledger).lines().count() == 1);
    }

    @Test
    void aSpoolerThatIsKilledLosesNoJob() throws Exception {
        String id = serval.get("/forever").body();
        await(() -> ran(id) == 1);

        Started.signal(serval.pid("spooler 1", 1), "KILL");

        await(() -> ran(id) == 2);
        serval.process().awaitLine("job " + id + " goes back: pid \\d+, which ran it, has died");
    }

    @Test
    void aReloadLetsTheJobThatRunsFinish() throws Exception {
        String id = serval.get("/slow").body();
        await(() -> ran(id) == 1);

        Started.signal(serval.process().pid(), "HUP");

        serval.process().awaitLine("reload: generation 2 serves");
        String next = serval.get("/").body();
        await(() -> ran(next) == 1 && Files.readString(ledger).contains("finished " + id));
        assertThat(ran(id)).isEqualTo(1);
    }

    @Test
    void whenAllIsKilledTheNextServerGoesOn() throws Exception {
        String id = serval.get("/forever").body();
        String behind = serval.get("/").body();
        await(() -> ran(id) == 1);
        for (String child : List.of("spooler 1", "worker 1", "router 1")) {
            Started.signal(serval.pid(child, 1), "STOP");
        }
        Started.signal(serval.process().pid(), "KILL");
        for (String child : List.of("spooler 1", "worker 1", "router 1")) {
            Started.signal(serval.pid(child, 1), "KILL");
        }

        serval = server().awaitServing();

        await(() -> ran(behind) == 1 && ran(id) == 2);
    }

    private long ran(String id) throws IOException {
        return Files.readAllLines(ledger).stream().filter(("ran " + id)::equals).count();
    }

    private boolean stats(String part) {
        return serval.stats().contains(part);
    }

    private String spool(String command, String... words) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Serval.HOME.resolve("bin/serval").toString());
        line.addAll(List.of("spool", command, folder.resolve("mail").toString()));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(AotCache.environment());
        return new String(builder.start().getInputStream().readAllBytes(), US_ASCII);
    }

    /** One variable in a packet of modifier 17, and the bytes of the answer. */
    private List<Integer> packet(String key, String value) throws IOException {
        int size = 4 + key.length() + value.length();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), serval.port("uwsgi"))) {
            socket.setSoTimeout(Math.toIntExact(Started.PATIENCE.toMillis()));
            var out = socket.getOutputStream();
            out.write(new byte[] {17, (byte) size, 0, 0, (byte) key.length(), 0});
            out.write(key.getBytes(US_ASCII));
            out.write(new byte[] {(byte) value.length(), 0});
            out.write(value.getBytes(US_ASCII));
            out.flush();
            List<Integer> answer = new ArrayList<>();
            for (byte each : socket.getInputStream().readAllBytes()) {
                answer.add(Byte.toUnsignedInt(each));
            }
            return answer;
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Started.PATIENCE).until(condition);
    }
}
