package dev.serval.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.serval.control.access.AccessDestination.Journal;
import dev.serval.control.access.AccessDestination.Remote;
import dev.serval.control.access.AccessDestination.Sender;
import dev.serval.control.access.AccessDestination.Standard;
import dev.serval.control.access.AccessDestination.Syslog;
import dev.serval.control.access.AccessDestination.ToFile;
import dev.serval.control.option.Address;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessDestinationTest {

    private static final Sender USUAL = new Sender("serval", 3);

    @Test
    void aFileOrTheServersOwnLog() {
        assertThat(AccessDestination.parse("stdio")).isEqualTo(new Standard());
        assertThat(AccessDestination.parse("file:a:b")).isEqualTo(new ToFile(Path.of("a:b")));
    }

    @Test
    void syslogTakesATagAndAFacilityInEitherOrder() {
        assertThat(AccessDestination.parse("syslog")).isEqualTo(new Syslog("/dev/log", USUAL));
        assertThat(AccessDestination.parse("syslog:shop"))
                .isEqualTo(new Syslog("/dev/log", new Sender("shop", 3)));
        assertThat(AccessDestination.parse("syslog:shop,local6"))
                .isEqualTo(AccessDestination.parse("syslog:local6:shop"))
                .isEqualTo(new Syslog("/dev/log", new Sender("shop", 22)));
        assertThat(AccessDestination.parse("syslog:authpriv,/run/log"))
                .isEqualTo(new Syslog("/run/log", new Sender("serval", 10)));
    }

    @Test
    void anotherHostIsNamedWithOrWithoutItsPort() {
        assertThat(AccessDestination.parse("rsyslog:logs.example"))
                .isEqualTo(new Remote(new Address("logs.example", 514, ""), USUAL));
        assertThat(AccessDestination.parse("rsyslog:[::1]:1514,shop,local0"))
                .isEqualTo(new Remote(new Address("::1", 1514, ""), new Sender("shop", 16)));
        assertThat(AccessDestination.parse("rsyslog:[::1]"))
                .isEqualTo(new Remote(new Address("::1", 514, ""), USUAL));
    }

    @Test
    void theJournalTakesATag() {
        assertThat(AccessDestination.parse("journald:shop"))
                .isEqualTo(new Journal("/run/systemd/journal/socket", new Sender("shop", 3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "stdio:x",
                "file",
                "file:",
                "syslog:",
                "syslog:a,b",
                "syslog:a b",
                "syslog:local8:x:y",
                "rsyslog",
                "rsyslog:",
                "rsyslog::514",
                "rsyslog:h:0",
                "rsyslog:h:99999",
                "rsyslog:/dev/log",
                "rsyslog:h:514,/dev/log",
                "journald:x\ny"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AccessDestination.parse(text));
    }
}
