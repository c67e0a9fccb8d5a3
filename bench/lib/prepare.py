"""What must be there before the first round: packages, the JDK, the built contenders."""

import fcntl
import os
import subprocess
import sys

from contenders import PACKAGES, ROOT, SOURCES, TARGET, missing
from load import Rate
from processes import Family, Interrupted

APT = ["apt-get", "install", "-y", "--no-install-recommends"]


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Unprepared(Exception):
    """Something that everything depends on is missing."""


def ends(main):
    """Runs a program's main and ends with the status it gives, after a word where it fails."""
    try:
        sys.exit(main())
    except Unprepared as e:
        say(e)
        sys.exit(1)
    except Interrupted:
        say("interrupted; everything it started has been stopped")
        sys.exit(130)


def folder(name):
    """Where a process of ours may leave its output."""
    path = TARGET / "run" / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def alone():
    """Returns a lock to keep until the end: two runs would spoil each other's figures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    lock = (TARGET / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Unprepared("another measurement runs in this checkout") from None
    return lock


def install(packages, interrupts):
    """Installs what is missing, and says so first. Interrupts wait: half a package is worse."""
    wanted = missing(packages)
    if not wanted:
        return
    say(" ".join(APT + wanted))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    with interrupts.held():
        subprocess.run(APT + wanted, env=environment, stdout=sys.stderr)


def _hint(packages):
    return f"run: {' '.join(APT + packages)}; or give --install"


def _wanted_packages(needs, contenders):
    """What the client and these contenders need, each package once."""
    return [p for p in PACKAGES if p in needs or any(p in c.packages for c in contenders)]


def able(case, chosen, interrupts, with_install):
    """Those of the chosen contenders that can run, and the JDK for them; names those that cannot."""
    needs = list(case.packages)
    if with_install:
        install(_wanted_packages(needs, chosen), interrupts)
    if missing(needs):
        raise Unprepared(f"{', '.join(missing(needs))} missing; {_hint(missing(needs))}")
    can_run = []
    for contender in chosen:
        lacking = missing(contender.packages)
        if lacking:
            say(f"{contender.name} is left out: {', '.join(lacking)} missing; {_hint(lacking)}")
        else:
            can_run.append(contender)
    case.prepare()
    java_home = jdk()
    if any(c.java for c in can_run) or isinstance(case.tool, Rate):
        build(java_home, interrupts)
    return can_run, java_home


def jdk():
    """The JDK 25 that Serval itself would run on; Tomcat and Jetty run on it too."""
    launcher = ROOT / "master" / "src" / "dist" / "bin" / "serval"
    found = subprocess.run([launcher, "--print-java-home"], capture_output=True, text=True)
    if found.returncode != 0:
        raise Unprepared(found.stderr.strip())
    return found.stdout.strip()


def build(java_home, interrupts):
    """Builds the Java contenders unless that was done since their sources changed."""
    stamp = TARGET / "built"
    build_serval(interrupts)
    sources = [SOURCES / "pom.xml", *(SOURCES / "java").rglob("*.java"),
               *(SOURCES / "serval").rglob("*.java")]
    if stamp.is_file() and all(s.stat().st_mtime < stamp.stat().st_mtime for s in sources):
        return
    say("building the contenders; Maven fetches Tomcat, Jetty and Undertow once")
    _done(["mvn", "-B", "-ntp", "-f", str(SOURCES / "pom.xml"), "process-classes"], java_home,
          interrupts)
    _serval_app(java_home, interrupts)
    stamp.touch()


def build_serval(interrupts):
    """As ./serval does by itself, but before a clock runs."""
    _done([f"{ROOT}/serval", "--version"], None, interrupts)


def _serval_app(java_home, interrupts):
    """Apart from the others: for Serval's Java, not uWSGI's, and as a jar, as users have it."""
    classes = TARGET / "serval-app"
    api = next((ROOT / "app-api" / "target").glob("serval-app-api-*.jar"))
    _done([f"{java_home}/bin/javac", "-d", str(classes), "-cp", f"{api}:{TARGET}/classes",
           str(SOURCES / "serval" / "bench" / "ServalApp.java")], java_home, interrupts)
    content = [word for name in content_classes()
               for word in ("-C", str(TARGET / "classes"), name)]
    _done([f"{java_home}/bin/jar", "--create", "--file", str(TARGET / "serval-app.jar"),
           "-C", str(classes), "bench", *content], java_home, interrupts)


def content_classes():
    """What the applications answer: bench.Content and its nested classes, below TARGET/classes."""
    return [f"bench/{file.name}" for file in sorted((TARGET / "classes/bench").glob("Content*.class"))]


def build_spring(java_home, interrupts):
    """Spring Boot's jar, for bench/start."""
    jar = TARGET / "spring" / "spring.jar"
    sources = SOURCES / "spring"
    if jar.is_file() and all(s.stat().st_mtime < jar.stat().st_mtime
                             for s in sources.rglob("*") if s.is_file()):
        return
    say("building a Spring Boot application; Maven fetches it once")
    _done(["mvn", "-B", "-ntp", "-f", str(sources / "pom.xml"), "package"], java_home, interrupts)


def _done(command, java_home, interrupts):
    family = Family(interrupts, folder("build"))
    environment = dict(os.environ, JAVA_HOME=java_home) if java_home else None
    try:
        status = family.start(command, environment).wait()
    finally:
        family.stop()
    if status != 0:
        raise Unprepared(f"this failed: {' '.join(command)}\n{family.output()}")
