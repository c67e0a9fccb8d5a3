package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.EventSet;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code serval dev} for somebody who sits at it: keys, and a debugger. */
class DevTerminalTest {

    /** Has a terminal, and gives it what is typed here. */
    private static final List<String> TERMINAL =
            List.of(
                    "python3",
                    "-c",
                    "import os, pty, sys;"
                            + " sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))");

    private static Serval terminal(Path folder) throws Exception {
        Files.writeString(
                folder.resolve("Shop.java"), Workshop.app("return Response.text(\"a\");"));
        Path opener =
                Files.writeString(folder.resolve("xdg-open"), "#!/bin/sh\necho \"$1\" >opened\n");
        Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Serval.launched(
                        TERMINAL,
                        folder,
                        Map.of("TERM", "xterm", "PATH", folder + ":" + System.getenv("PATH")),
                        "dev",
                        "Shop.java",
                        "--http",
                        "127.0.0.1:0")
                .awaitServing();
    }

    @Test
    void eachKeyDoesWhatTheHelpSays() throws Exception {
        Path folder = Serval.emptyFolder();
        try (Serval serval = terminal(folder)) {
            Started shell = serval.process();
            shell.awaitLine("dev: press h for what keys do");

            shell.type("h");
            shell.awaitLine("q  quit \\(Ctrl-C does, too\\)");
            shell.type("w");
            shell.awaitLine("worker 1 .*" + serval.pid("worker 1", 1));
            shell.type("t");
            shell.awaitLine("Full thread dump");
            shell.type("o");
            Path opened = folder.resolve("opened");
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> Files.exists(opened) && Files.size(opened) > 0);
            assertThat(Files.readString(opened))
                    .isEqualTo("http://127.0.0.1:%d/\n".formatted(serval.port("http")));
            shell.type("cr");
            shell.awaitLine("\u001b\\[2J.*\\S");
            shell.awaitLine("reload: generation 2 serves");
            assertThat(serval.get("/").body()).isEqualTo("a");
            shell.type("q");
            assertThat(shell.awaitExit()).isZero();
        }
    }

    @Test
    void controlCEndsItToo() throws Exception {
        try (Serval serval = terminal(Serval.emptyFolder())) {
            serval.process().awaitLine("dev: press h for what keys do");
            serval.process().type("\u0003");
            int code = serval.process().awaitExit();
            assertThat(code).as("%s", serval.process().lines()).isZero();
        }
    }

    /** It stops where it is told to, in classes of before and after a change. */
    @Test
    void aDebuggerStaysWhileClassesChange() throws Exception {
        try (ReservedPort port = new ReservedPort()) {
            int number = port.number();
            try (Workshop shop = Workshop.saying("one", "--debug", Integer.toString(number));
                    HttpClient client = HttpClient.newHttpClient()) {
                shop.awaitLine("Listening for transport dt_socket at address: " + number, 1);
                VirtualMachine worker = attached(number);
                try {
                    assertThat(shop.body("/")).isEqualTo("one");
                    assertThat(stoppedAndGone(worker, shop, client)).isEqualTo("one");

                    shop.say("two");
                    shop.awaitServed(1);
                    assertThat(shop.body("/")).isEqualTo("two");
                    assertThat(stoppedAndGone(worker, shop, client)).isEqualTo("two");
                } finally {
                    worker.dispose();
                }
            }
        }
    }

    private static VirtualMachine attached(int port) throws Exception {
        AttachingConnector socket =
                Bootstrap.virtualMachineManager().attachingConnectors().stream()
                        .filter(each -> each.transport().name().equals("dt_socket"))
                        .findFirst()
                        .orElseThrow();
        Map<String, Connector.Argument> where = socket.defaultArguments();
        Objects.requireNonNull(where.get("hostname")).setValue("127.0.0.1");
        Objects.requireNonNull(where.get("port")).setValue(Integer.toString(port));
        return socket.attach(where);
    }

    /** Stops in the newest version's method, and lets it go on. */
    private static String stoppedAndGone(VirtualMachine worker, Workshop shop, HttpClient client)
            throws Exception {
        List<ReferenceType> versions = worker.classesByName("Shop");
        ReferenceType newest = versions.getLast();
        for (ReferenceType each : versions) {
            Location start = each.methodsByName("handle").getFirst().location();
            worker.eventRequestManager().createBreakpointRequest(start).enable();
        }
        CompletableFuture<HttpResponse<String>> asked =
                client.sendAsync(
                        HttpRequest.newBuilder(shop.uri("/")).build(), BodyHandlers.ofString());
        boolean stopped = false;
        while (!stopped) {
            EventSet events = worker.eventQueue().remove(Started.PATIENCE.toMillis());
            assertThat(events).as("a stop in %s", newest).isNotNull();
            stopped = events.stream().anyMatch(BreakpointEvent.class::isInstance);
            if (stopped) {
                assertThat(asked).isNotDone();
                worker.eventRequestManager().deleteAllBreakpoints();
            }
            events.resume();
        }
        return asked.get().body();
    }
}
