package dev.serval.control.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamSourceTest {

    @ParameterizedTest
    @CsvSource({
        "dns://app.example:3031, DNS, app.example, 3031, false",
        "http+dns://app.example:80/, DNS, app.example, 80, true",
        "dns+srv://_app._tcp.example, SRV, _app._tcp.example, 0, false",
        "HTTP+DNS+SRV://_app._tcp.example, SRV, _app._tcp.example, 0, true",
        "file:/etc/../etc/upstreams, FILE, /etc/upstreams, 0, false",
    })
    void whereBackendsAreFoundIsRead(
            String text, UpstreamSource.Kind kind, String name, int port, boolean http) {
        UpstreamSource read = UpstreamSource.parse(text);

        assertThat(UpstreamSource.isMeant(text)).isTrue();
        assertThat(read).isEqualTo(new UpstreamSource(kind, name, port, http));
        assertThat(UpstreamSource.parse(read.toString())).isEqualTo(read);
    }

    @Test
    void aFileIsFoundFromWhereTheServerWasStarted() {
        assertThat(UpstreamSource.parse("file:upstreams").name())
                .isEqualTo(Path.of("upstreams").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dns://app.example",
                "dns://app.example:0",
                "dns://:80/x",
                "dns:///run/a.sock",
                "dns+srv://",
                "dns+srv://a b",
                "https+dns://a:1",
                "dns+tcp://a:1",
                "file:"
            })
    void everythingElseIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> UpstreamSource.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1:80", "http://dns:80", "/run/file:a", "@dns", "dns.example:53"})
    void anAddressIsNotMeantToBeOne(String text) {
        assertThat(UpstreamSource.isMeant(text)).isFalse();
    }
}
