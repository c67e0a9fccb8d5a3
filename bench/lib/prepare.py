"""What must be there before the first round: packages, the JDK, the built contenders."""

import fcntl
import os
import subprocess
import sys

from contenders import PACKAGES, ROOT, SOURCES, TARGET, missing
from processes import Family

APT = ["apt-get", "install", "-y", "--no-install-recommends"]


class Unprepared(Exception):
    """Something that everything depends on is missing."""


def alone():
    """Returns a lock to keep until the end: two runs would spoil each other's figures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    lock = (TARGET / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Unprepared("another bench/compare runs in this checkout") from None
    return lock


def install(packages, interrupts):
    """Installs what is missing, and says so first. Interrupts wait: half a package is worse."""
    wanted = missing(packages)
    if not wanted:
        return
    print("bench: " + " ".join(APT + wanted), file=sys.stderr)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    with interrupts.held():
        subprocess.run(APT + wanted, env=environment, stdout=sys.stderr)


def hint(packages):
    return f"run: {' '.join(APT + packages)}; or give --install"


def wanted_packages(needs, contenders):
    """What the client and these contenders need, each package once."""
    return [p for p in PACKAGES if p in needs or any(p in c.packages for c in contenders)]


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
    sources = [SOURCES / "pom.xml", *(SOURCES / "java").rglob("*.java")]
    if stamp.is_file() and all(s.stat().st_mtime < stamp.stat().st_mtime for s in sources):
        return
    print("bench: building the contenders; Maven fetches Tomcat and Jetty once", file=sys.stderr)
    command = ["mvn", "-B", "-ntp", "-f", str(SOURCES / "pom.xml"), "process-classes"]
    maven = Family(interrupts, TARGET)
    try:
        status = maven.start(command, dict(os.environ, JAVA_HOME=java_home)).wait()
    finally:
        maven.stop()
    if status != 0:
        raise Unprepared("the contenders do not build:\n" + maven.output())
    stamp.touch()
