package dev.serval.master.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.source.OptionSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationTest {

    @TempDir Path folder;

    private static String migrated(String... lines) {
        return Migration.of(
                "app.ini", Stream.concat(Stream.of("[uwsgi]"), Stream.of(lines)).toList());
    }

    @Test
    void whatIsTheSameIsTakenOver() {
        assertThat(migrated("processes = 4", "threads=8", "harakiri = 30", "http = 127.0.0.1:80"))
                .isEqualTo(
                        """
                        serval {
                          processes = 4
                          threads = 8
                          harakiri = 30
                          http = "127.0.0.1:80"
                        }
                        """);
    }

    @Test
    void aPortOfEveryInterfaceStaysOne() {
        assertThat(migrated("socket = :3031")).contains("socket = \"*:3031\"");
    }

    @Test
    void megabytesStayMegabytes() {
        assertThat(migrated("reload-on-rss = 200", "emperor-max-throttle = 5000"))
                .contains("reload-on-rss = 200m", "emperor-max-throttle = 5000ms");
    }

    @Test
    void eachMentionIsOneValueAndTheLastOfOthersCounts() {
        assertThat(migrated("env = A=1", "env = B=2", "processes = 2", "processes = 4"))
                .contains("env = [\"A=1\", \"B=2\"]", "processes = 4")
                .doesNotContain("processes = 2");
    }

    @Test
    void whatHasNoCounterpartIsNamedWithItsLine() {
        assertThat(migrated("processes = 4", "", "; a comment", "virtualenv = /srv/env"))
                .endsWith("# app.ini:5: virtualenv = /srv/env: of Python's plugin\n");
    }

    @Test
    void aWordOfNobodysIsNamed() {
        assertThat(migrated("my-own = 1"))
                .contains("# app.ini:2: my-own = 1: no word of uWSGI's that is known here");
    }

    @Test
    void aValueThatIsNotTakenIsNamed() {
        assertThat(migrated("processes = %k", "threads = many"))
                .contains("# app.ini:2: processes = %k: it has a placeholder")
                .contains("# app.ini:3: threads = many: the value is not taken here: it must be");
    }

    @Test
    void aModuleOfPythonsIsNoneOfOurs() {
        assertThat(migrated("module = shop.wsgi:application"))
                .contains("# app.ini:2: module = shop.wsgi:application: the application is Java's");
    }

    @Test
    void otherSectionsAreNotRead() {
        assertThat(Migration.of("a.ini", List.of("[app:main]", "x = 1", "[uwsgi]", "master")))
                .isEqualTo("serval {\n  master = true\n}\n");
    }

    /** What configurations one meets are made of, a line each. */
    static Stream<String> configurations() {
        return Stream.of(
                "socket=127.0.0.1:3031;chdir=/tmp;wsgi-file=app.py;processes=4;threads=2;stats=127.0.0.1:9191",
                "http=:8080;master=true;module=shop.wsgi:application;virtualenv=/srv/env;vacuum=true",
                "uid=www-data;gid=www-data;socket=/run/shop.sock;chmod-socket=664;die-on-term=true",
                "plugins=python3;home=/srv/env;pythonpath=/srv;py-autoreload=1;need-app",
                "cheaper=2;cheaper-initial=2;cheaper-step=1;workers=16;cheaper-algo=spare;cheaper-overload=30",
                "harakiri=60;max-requests=5000;reload-on-rss=2048;worker-reload-mercy=60;max-worker-lifetime=3600",
                "enable-threads=true;single-interpreter=true;lazy-apps=true;strict=true;need-app=true",
                "logto=/var/log/shop.log;log-maxsize=10000000;log-reopen;disable-logging;log-4xx;log-5xx",
                "static-map=/static=/srv/static;static-expires=/* 3600;check-static=/srv/public;offload-threads=4",
                "emperor=/etc/vassals;emperor-tyrant=true;emperor-stats=127.0.0.1:9190",
                "http-socket=:9090;buffer-size=32768;post-buffering=8192;limit-post=1000000",
                "gevent=100;gevent-monkey-patch;http-websockets=true;async=100;ugreen",
                "spooler=/var/spool/mail;spooler-processes=2;spooler-frequency=10;import=tasks;mule=worker.py",
                "cache2=name=pages,items=100;cron=0 3 -1 -1 -1 /usr/bin/true;attach-daemon=memcached;queue=100",
                "https=:443,server.crt,server.key;http-to-https=:80;sni=a.example,a.crt,a.key;ssl-sessions-use-cache",
                "subscribe-to=10.0.0.1:2626:shop.example;fastrouter=:3030;legion=mylegion 225.1.1.1:4242 98 bf-cbc:hello",
                "touch-reload=/srv/reload;py-tracebacker=/tmp/tb;auto-procname=true;procname-prefix=shop",
                "route=^/old redirect:/new;route-host=^a$ goto:x;error-page-404=/srv/404.html",
                "stats-push=statsd:127.0.0.1:8125;carbon=127.0.0.1:2003;metric=name=x;snmp",
                "logger=syslog:shop;log-format=%(addr) %(uri);req-logger=file:/tmp/req.log;logformat-strftime",
                "jvm-main-class=Shop;jvm-classpath=/srv/classes;jwsgi=Shop:application;jvm-opt=-Xmx1g",
                "ini=other.ini;if-env=X;print=x;endif;set-placeholder=a=b;declare-option=x=y",
                "hook-post-fork=exec:x;exec-asap=true;hook-accepting1=exec:y;alarm=a cmd:b;chroot=/srv",
                "thunder-lock=true;so-keepalive=true;listen=1024;reuse-port;cpu-affinity=1;memory-report");
    }

    /** Nothing is lost, everything has a reason, and what comes out is read by a start. */
    @ParameterizedTest
    @MethodSource("configurations")
    void nothingIsLost(String configuration) throws Exception {
        String[] lines = configuration.split(";", -1);
        String conf = migrated(lines);

        long taken = conf.lines().filter(line -> line.startsWith("  ")).count();
        long left = conf.lines().filter(line -> line.startsWith("# app.ini:")).count();
        assertThat(taken + left).as(conf).isEqualTo(lines.length);
        assertThat(conf).doesNotContain("no word of uWSGI's that is known here");
        Path file = folder.resolve("serval.conf");
        Files.writeString(file, conf);
        new OptionSources(folder, Map.of()).read(List.of());
    }
}
