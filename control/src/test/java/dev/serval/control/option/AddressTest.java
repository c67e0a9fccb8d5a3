package dev.serval.control.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "8000, 127.0.0.1, 8000",
        ":8000, 127.0.0.1, 8000",
        "*:8000, 0.0.0.0, 8000",
        "0.0.0.0:8000, 0.0.0.0, 8000",
        "localhost:0, localhost, 0",
        "h:65535, h, 65535",
        "[::1]:8000, ::1, 8000",
        "[::]:8000, ::, 8000",
    })
    void aPortIsOnLoopbackUnlessMoreIsSaid(String text, String host, int port) {
        Address address = Address.parse(text);

        assertThat(address).isEqualTo(new Address(host, port, ""));
        assertThat(Address.parse(address.toString())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/app.sock", "@serval", "/a:80", "@a:80"})
    void aSlashOrAnAtSignIsAUnixSocket(String text) {
        assertThat(Address.parse(text)).isEqualTo(new Address("", 0, text)).hasToString(text);
    }

    @Test
    void aDescriptorIsListenedOnAndNotCalled() {
        assertThat(Address.parseListening("fd://3"))
                .isEqualTo(new Address("", 0, "", 3))
                .hasToString("fd://3");
        assertThat(Address.parseListening(":80")).isEqualTo(Address.parse(":80"));
        assertThatIllegalArgumentException().isThrownBy(() -> Address.parse("fd://3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fd://", "fd://2", "fd://1024", "fd://x", "fd://3/"})
    void aDescriptorIsANumberFromThree(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.parseListening(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "@",
                "localhost",
                "h:",
                "h:65536",
                "h:-1",
                "h:8o",
                "h:000080",
                "h:\u0668",
                "::1:80",
                "[::1]",
                "[::1:80",
                "[]:80",
                "http://h:80",
                "a b:80",
                " 80",
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
    }
}
