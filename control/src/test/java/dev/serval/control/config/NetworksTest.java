package dev.serval.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "127.0.0.1, ::ffff:127.0.0.1, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "::/0, 127.0.0.1, false",
        "0.0.0.0/0, 203.0.113.9, true",
    })
    void anAddressIsInItsNetwork(String network, String address, boolean inside) {
        assertThat(Networks.of(List.of(network)).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(inside);
    }

    @Test
    void unixIsAWordOfItsOwn() {
        Networks networks = Networks.of(List.of("unix", "10.0.0.0/8"));

        assertThat(networks.containsUnix()).isTrue();
        assertThat(Networks.of(List.of("10.0.0.0/8")).containsUnix()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "fd00::/129"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Networks.of(List.of(text)));
    }
}
