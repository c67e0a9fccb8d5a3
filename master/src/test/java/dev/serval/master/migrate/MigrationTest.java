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
                Path.of("/etc/shop/app.ini"),
                Stream.concat(Stream.of("[uwsgi]"), Stream.of(lines)).toList());
    }

    @Test
    void whatIsTheSameIsTakenOver() {
        assertThat(
                        migrated(
                                "module = shop.Shop",
                                "threads=8",
                                "harakiri = 30",
                                "http = 127.0.0.1:80"))
                .isEqualTo(
                        """
                        serval {
                          module = shop.Shop
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
        assertThat(migrated("master", "[app:main]", "threads = 1"))
                .endsWith("serval {\n  master = true\n}\n");
    }

    @Test
    void whoNamesNoApplicationIsTold() {
        assertThat(migrated("http = :80")).startsWith("# It names no application yet.");
        assertThat(migrated("emperor = /etc/vassals")).startsWith("serval {");
    }

    @Test
    void placeholdersAreFilled() {
        assertThat(
                        migrated(
                                "base = /srv/shop",
                                "chdir = %(base)/run",
                                "pidfile = /run/%n.pid",
                                "socket = %dshop.sock",
                                "attach-daemon = date +%%s"))
                .contains(
                        "chdir = \"/srv/shop/run\"",
                        "pidfile = \"/run/app.pid\"",
                        "socket = \"/etc/shop/shop.sock\"",
                        "attach-daemon = \"date +%s\"")
                .contains("# app.ini:2: base = /srv/shop: no word of uWSGI's");
    }

    @Test
    void theEnvironmentBecomesASubstitution() {
        assertThat(
                        migrated(
                                "processes = $(COUNT)",
                                "static-map = /$(PLACE)media=/srv",
                                "env = A=$(COUNT)",
                                "env = B=2"))
                .contains(
                        "processes = ${?COUNT}",
                        "static-map = \"/\"${PLACE}\"media=/srv\"",
                        "env = [\"A=\"${COUNT}, \"B=2\"]");
    }

    @Test
    void aLogFormatKeepsItsVariables() {
        assertThat(migrated("logformat = %(addr) %(uri)"))
                .contains("access-log = \"%(addr) %(uri)\"");
    }

    @Test
    void aSectionOfTheSameFileIsReadWhereItIsNamed() {
        assertThat(
                        migrated(
                                "ini = :base",
                                "threads = 2",
                                "ini = :uwsgi",
                                "[base]",
                                "threads = 8",
                                "harakiri = 5"))
                .contains("threads = 2", "harakiri = 5")
                .contains("# app.ini:4: ini = :uwsgi: one file is one server");
    }

    @Test
    void whatStandsBelowAConditionIsNotTaken() {
        assertThat(migrated("if-env = BIG", "processes = 64", "endif =", "threads = 2"))
                .contains("  threads = 2\n}")
                .contains("# app.ini:3: processes = 64: only below if-env = BIG");
    }

    @Test
    void aRemarkBehindANumberIsNoPartOfIt() {
        assertThat(migrated("max-requests = 1000   ; then anew", "post-buffering = 8192 # 10240"))
                .contains("max-requests = 1000\n");
    }

    @Test
    void wordsThatMeanSomethingElseHereAreLeft() {
        assertThat(
                        migrated(
                                "http-keepalive = 1",
                                "mule = worker.py",
                                "module = shop.app",
                                "http-enable-proxy-protocol = 1"))
                .contains("serval {\n}\n")
                .contains("connections are kept for 75 s", "mule = pkg.Class here");
    }

    @Test
    void whatNeedsAnotherOptionIsLeftWithoutIt() {
        assertThat(migrated("cheaper-initial = 2", "log-maxsize = 100", "cgroup-opt = a.b=1"))
                .contains("serval {\n}\n")
                .contains("# app.ini:2: cheaper-initial = 2: it needs cheaper")
                .contains("# app.ini:3: log-maxsize = 100: it needs logto or daemonize")
                .contains("# app.ini:4: cgroup-opt = a.b=1: it needs cgroup");
        assertThat(migrated("cheaper-initial = 2", "cheaper = 1")).contains("cheaper-initial = 2");
    }

    @Test
    void aNumberKeepsTheZeroBeforeIt() {
        assertThat(migrated("umask = 022")).contains("umask = \"022\"");
    }

    @Test
    void anAliasOfTheirsIsOurWord() {
        assertThat(
                        migrated(
                                "http11-socket = :80",
                                "logger = file:/var/log/shop.log",
                                "safe-pidfile = /run/shop.pid"))
                .contains(
                        "http-socket = \"*:80\"",
                        "logto = \"/var/log/shop.log\"",
                        "pidfile = \"/run/shop.pid\"");
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
