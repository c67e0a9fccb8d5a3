package dev.serval.master.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionSources;
import dev.serval.master.process.Batch;
import dev.serval.master.process.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildPlanTest {

    @Test
    void withoutAWordChildrenRunAsTheMasterDoes() {
        assertThat(plan())
                .isEqualTo(
                        new Surroundings(
                                List.of(),
                                Map.of(),
                                Path.of("").toAbsolutePath(),
                                true,
                                "",
                                Batch.fits()));
    }

    @Test
    void workersAreNoBatchProcessesIfSomebodySaysSo() {
        assertThat(plan("worker-scheduling", "other").batch()).isFalse();
    }

    @Test
    void variablesMayHoldAnythingAndAreTakenAsWritten() {
        assertThat(plan("env", "A=1", "env", "B=x=y z", "env", "C=").environment())
                .isEqualTo(Map.of("A", "1", "B", "x=y z", "C", ""));
    }

    @Test
    void aShellSetsTheUmaskAndBecomesTheChild() {
        assertThat(plan("umask", "027").prefix())
                .containsExactly("/bin/sh", "-c", "umask 027 && exec \"$@\"", "sh");
    }

    @Test
    void aShellEntersEachCgroupAndBecomesTheChild() {
        assertThat(plan("umask", "027", "cgroup", "/a b", "cgroup", "/c/../d/").prefix())
                .containsExactly(
                        "/bin/sh",
                        "-c",
                        "umask 027 && echo $$ >\"$1\" && shift && echo $$ >\"$1\" && shift"
                                + " && exec \"$@\"",
                        "sh",
                        "/a b/cgroup.procs",
                        "/d/cgroup.procs");
    }

    @Test
    void anOptionOfACgroupNeedsACgroup() {
        assertThatThrownBy(() -> plan("cgroup-opt", "memory.max=1G"))
                .isInstanceOf(OptionException.class)
                .hasMessage(
                        "serval: --cgroup-opt needs a cgroup; name one: --cgroup"
                                + " /sys/fs/cgroup/serval");
    }

    @Test
    void limitsAreSetAfterTheUmaskAndBeforeRootIsGivenUp() {
        assumeTrue(Identities.uid() == 0, "only root may become somebody else");

        Surroundings plan = plan("umask", "027", "limit-as", "4096", "uid", "root");

        assertThat(plan.prefix())
                .containsExactly(
                        "/bin/sh",
                        "-c",
                        "umask 027 && exec \"$@\"",
                        "sh",
                        "prlimit",
                        "--as=4294967296",
                        "setpriv",
                        "--clear-groups",
                        "--reuid",
                        "0",
                        "--regid",
                        "0");
        assertThat(plan.ourUser()).isFalse();
        assertThat(plan.limits()).isEqualTo("--limit-as 4096m");
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> plan("chdir", "/no/such/folder"))
                .isInstanceOf(OptionException.class)
                .hasMessage("serval: --chdir is /no/such/folder; there is no such folder");
    }

    @Test
    void rootMayBecomeAUserAndItsGroupAndNoOther() {
        assumeTrue(Identities.uid() == 0, "only root may");

        assertThat(plan("uid", "root").prefix())
                .containsExactly("setpriv", "--clear-groups", "--reuid", "0", "--regid", "0");
        assertThat(plan("uid", "4711", "gid", "4712").prefix())
                .containsExactly("setpriv", "--clear-groups", "--reuid", "4711", "--regid", "4712");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uid | no-such-user | --uid is no-such-user; there is no such user",
                "uid | -1 | --uid is -1; there is no such user",
                "gid | no-such-group | --gid is no-such-group; there is no such group",
                "uid | 987654321 | --uid is the number of no user that is known here, so its group"
                        + " is not known either; add --gid",
            })
    void nobodyIsNamedWhoIsNotThere(String option, String name, String why) {
        assumeTrue(Identities.uid() == 0, "only root gets that far");

        assertThatThrownBy(() -> plan(option, name))
                .isInstanceOf(OptionException.class)
                .hasMessage("serval: " + why);
    }

    private static Surroundings plan(String... words) {
        List<OptionSources.Argument> arguments = new ArrayList<>();
        for (int i = 0; i < words.length; i += 2) {
            arguments.add(new OptionSources.Argument(words[i], words[i + 1]));
        }
        return ChildPlan.of(new OptionSources(Path.of("target"), Map.of()).read(arguments));
    }
}
