package dev.serval.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {

    private static final HostNames NAMES =
            new HostNames(List.of("example.org", "*.shop.example", "[::1]", "localhost"));

    @ParameterizedTest
    @CsvSource({
        "example.org, true",
        "EXAMPLE.org:8000, true",
        "example.org., true",
        "www.example.org, false",
        "xexample.org, false",
        "example.org.evil, false",
        "a.shop.example, true",
        "a.b.SHOP.example:1, true",
        "shop.example, false",
        ".shop.example, false",
        "ashop.example, false",
        "[::1]:80, true",
        "[::2], false",
        "'', false",
    })
    void aHostIsServedIfItIsNamed(String host, boolean served) {
        assertThat(NAMES.allows(host)).isEqualTo(served);
    }

    @Test
    void withoutNamesAllAreServed() {
        assertThat(HostNames.ANY.allows("anything")).isTrue();
    }

    @Test
    void aHostThatIsNotServedIsAnswered421() {
        HttpLimits limits = new HttpLimits(200, 1000, 20, 0, NAMES);

        assertThat(
                        RequestGuard.check(
                                RequestReader.request("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), limits))
                .isEqualTo(new Verdict.Refuse(421, "this host is not served here"));
        assertThat(RequestGuard.check(RequestReader.request("GET / HTTP/1.0\r\n\r\n"), limits))
                .isEqualTo(new Verdict.Refuse(421, "this host is not served here"));
        assertThat(
                        RequestGuard.check(
                                RequestReader.request(
                                        "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                                limits))
                .isEqualTo(Verdict.PASS);
    }
}
