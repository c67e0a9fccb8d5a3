package dev.serval.control.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.control.table.SpoolOptions;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    @Test
    void aUrlIsShownWithStarsForItsPassword() {
        assertThat(Passwords.masked("spooler = \"a=redis://shop:open@h/0\""))
                .isEqualTo("spooler = \"a=redis://shop:****@h/0\"");
        assertThat(Passwords.masked("jdbc:postgresql://h/db?user=u&password=open&ssl=true"))
                .isEqualTo("jdbc:postgresql://h/db?user=u&password=****&ssl=true");
        assertThat(Passwords.masked("jdbc:h2:tcp://h/db;PASSWORD=open"))
                .isEqualTo("jdbc:h2:tcp://h/db;PASSWORD=****");
        assertThat(Passwords.masked("http://host:80/a@b")).isEqualTo("http://host:80/a@b");
    }

    @Test
    void aSpoolInAUrlHasItsPasswordApart() {
        assertThat(spool("mail=redis://shop:o%40pen@h:6380/2"))
                .isEqualTo(new SpoolPlace("mail", "redis://shop@h:6380/2", "o@pen"));
        assertThat(spool("mail=jdbc:postgresql://h/db?password=open&user=u"))
                .isEqualTo(new SpoolPlace("mail", "jdbc:postgresql://h/db?user=u", "open"));
        assertThat(spool("mail=jdbc:h2:tcp://h/db;password=o%25"))
                .isEqualTo(new SpoolPlace("mail", "jdbc:h2:tcp://h/db", "o%25"));
        assertThat(spool("/var/spool/mail"))
                .isEqualTo(new SpoolPlace("mail", "/var/spool/mail", ""));
    }

    @Test
    void aUrlWithoutANameOrOfAnotherKindIsRefusedWithoutItsPassword() {
        for (String wrong : new String[] {"redis://u:open@h/0", "a=amqp://u:open@h/0"}) {
            assertThatThrownBy(() -> spool(wrong))
                    .isInstanceOf(OptionException.class)
                    .hasMessageContaining("mail=redis://HOST/0")
                    .hasMessageNotContaining("open");
        }
    }

    private static SpoolPlace spool(String text) {
        return SpoolOptions.SPOOLER.parse(text, new Origin.CommandLine());
    }
}
