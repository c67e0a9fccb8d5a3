package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each open jar costs memory and time in each process. What a child needs and has not opened, it
 * cannot load once it has no descriptor left. Who adds a library finds its place in the master's
 * pom.
 */
class OpenJarsTest {

    private static final Pattern JAR = Pattern.compile(".*/serval/lib/([a-z0-9-]+?)-[0-9][^/]*");
    private static final Set<String> OF_ALL =
            Set.of(
                    "netty-buffer",
                    "netty-codec-base",
                    "netty-codec-compression",
                    "netty-codec-http",
                    "netty-common",
                    "netty-handler",
                    "netty-resolver",
                    "netty-transport",
                    "netty-transport-classes-epoll",
                    "netty-transport-native-unix-common",
                    "serval-app-api",
                    "serval-control",
                    "serval-http-codec",
                    "serval-hub",
                    "serval-master",
                    "serval-spool",
                    "serval-uwsgi-codec",
                    "serval-worker-runtime");
    private static final Set<String> OF_ROUTERS =
            Set.of(
                    "bcrypt",
                    "brotli4j",
                    "bytes",
                    "config",
                    "netty-codec-classes-quic",
                    "netty-codec-haproxy",
                    "netty-codec-http2",
                    "netty-codec-http3",
                    "netty-tcnative-classes",
                    "serval-router",
                    "service",
                    "zstd-jni");

    @Test
    void aChildOpensTheJarsItMayNeedAndNoOthers() throws Exception {
        try (Serval serval = AotCache.start(AotCache.shared(), "--processes=2").awaitServing()) {
            assertThat(serval.get("/").body()).isEqualTo("Hello World\n");

            assertThat(jars(proc(serval, "worker 1"))).isEqualTo(new TreeSet<>(OF_ALL));
            assertThat(jars(proc(serval, "worker 2"))).isEqualTo(new TreeSet<>(OF_ALL));
            assertThat(jars(proc(serval, "router 1"))).containsAll(OF_ALL).containsAll(OF_ROUTERS);
            assertThat(jars(proc(serval, "router 1"))).hasSize(OF_ALL.size() + OF_ROUTERS.size());
        }
    }

    @Test
    void aServerServesWhereNothingCanBeUnpacked() throws Exception {
        Path folder = Serval.emptyFolder();
        Map<String, String> environment =
                Map.of("JAVA_TOOL_OPTIONS", "-Dio.netty.native.workdir=/proc");

        try (Serval serval =
                Serval.run(
                                folder,
                                environment,
                                "--http=127.0.0.1:0",
                                "--module=hello.Hello",
                                "--aot-cache=false")
                        .awaitServing()) {
            assertThat(serval.get("/").body()).isEqualTo("Hello World\n");
        }
    }

    @Test
    void aChildUnpacksNoLibrary() throws Exception {
        try (Serval serval = AotCache.start(AotCache.shared()).awaitServing()) {
            for (String child : List.of("router 1", "worker 1")) {
                assertThat(Files.readString(proc(serval, child).resolve("maps")))
                        .as(child)
                        .contains("/lib/native/libnetty_transport_native_epoll_")
                        .doesNotContain(".so (deleted)");
            }
        }
    }

    private static Path proc(Serval serval, String child) {
        return Path.of("/proc", String.valueOf(serval.pid(child, 1)));
    }

    /** Those of the distribution that a process has open, without their versions. */
    private static Set<String> jars(Path proc) throws IOException {
        Set<String> open = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(proc.resolve("fd"))) {
            for (Path file : files) {
                Matcher jar = JAR.matcher(Files.readSymbolicLink(file).toString());
                if (jar.matches()) {
                    open.add(jar.group(1));
                }
            }
        }
        return open;
    }
}
