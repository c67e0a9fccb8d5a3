package dev.serval.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.http.Verdict.Refuse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests are built by hand here, so that the guard does not rest on what the decoder refuses. */
class RequestGuardTest {

    private static HttpRequest request(String line, String fields) {
        String[] parts = line.split(" ", 3);
        HttpRequest request =
                new DefaultHttpRequest(
                        HttpVersion.valueOf(parts[2]),
                        new HttpMethod(parts[0]),
                        parts[1],
                        DefaultHttpHeadersFactory.headersFactory().withValidation(false));
        for (String field : fields.isEmpty() ? new String[0] : fields.split("\\|", -1)) {
            int colon = field.indexOf(": ");
            request.headers().add(field.substring(0, colon), field.substring(colon + 2));
        }
        return request;
    }

    private static Verdict verdict(String line, String fields) {
        return RequestGuard.check(request(line, fields), RequestReader.LIMITS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "GET / HTTP/1.1       ! Host: h",
                "GET / HTTP/1.1       ! host: h:80",
                "GET / HTTP/1.1       ! Host: [::1]:8000",
                "GET / HTTP/1.0       ! ''",
                "get / HTTP/1.1       ! Host: h",
                "PROPFIND / HTTP/1.1  ! Host: h",
                "OPTIONS * HTTP/1.1   ! Host: h",
                "GET http://h/ HTTP/1.1 ! Host: h",
                "GET http://H/ HTTP/1.1 ! Host: h",
                "POST / HTTP/1.1      ! Host: h|Content-Length: 0",
                "POST / HTTP/1.1      ! Host: h|Content-Length: 100",
                "POST / HTTP/1.1      ! Host: h|Transfer-Encoding: Chunked",
                "POST / HTTP/1.1      ! Host: h|Expect: 100-Continue",
                "GET / HTTP/1.1       ! Host: h|X-A: tab\tand \u00e9",
                "GET / HTTP/1.1       ! Host: h|X-A: 1|X-A: 2",
                "GET / HTTP/1.1       ! 'Host: h|X-A: '",
            })
    void passes(String line, String fields) {
        assertThat(verdict(line, fields)).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "GET / HTTP/2.0 ! Host: h ! 505 ! only HTTP/1.0 and HTTP/1.1 are spoken here",
                "GET / HTTP/1.2 ! Host: h ! 400 ! this is not an HTTP request",
                "GET / RTSP/1.0 ! Host: h ! 400 ! this is not an HTTP request",
                "CONNECT h:80 HTTP/1.1 ! Host: h ! 405 ! this is no proxy: CONNECT is not served",
                "GET /%zz HTTP/1.1 ! Host: h ! 400 ! the path has a malformed escape",
                "GET /../a HTTP/1.1 ! Host: h ! 400 ! the path leaves the root",
            })
    void refusesTheLine(String line, String fields, int status, String why) {
        assertThat(verdict(line, fields)).isEqualTo(new Refuse(status, why));
    }

    @Test
    void aLineOfExactlyTheLimitPassesAndALongerOneDoesNot() {
        String path = "/" + "a".repeat(200 - "GET / HTTP/1.1".length());

        assertThat(verdict("GET " + path + " HTTP/1.1", "Host: h")).isEqualTo(Verdict.PASS);
        assertThat(verdict("GET " + path + "a HTTP/1.1", "Host: h"))
                .isEqualTo(new Refuse(414, "the request line is too long"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "''                   ! there is no Host field",
                "Host: a|Host: a      ! there are several Host fields",
                "Host: a|host: b      ! there are several Host fields",
                "'Host: '             ! the Host field is malformed",
                "Host: a b            ! the Host field is malformed",
                "Host: a/b            ! the Host field is malformed",
                "Host: u@a            ! the Host field is malformed",
                "Host: a:http         ! the Host field is malformed",
                "Host: a:123456       ! the Host field is malformed",
                "Host: [::1           ! the Host field is malformed",
                "Host: [x]            ! the Host field is malformed",
                "Host: :80            ! the Host field is malformed",
                "Host: a, b           ! the Host field is malformed",
            })
    void refusesTheHost(String fields, String why) {
        assertThat(verdict("GET / HTTP/1.1", fields)).isEqualTo(new Refuse(400, why));
    }

    @Test
    void refusesATargetOfAnotherHost() {
        assertThat(verdict("GET http://a/ HTTP/1.1", "Host: b"))
                .isEqualTo(new Refuse(400, "the target names another host than the Host field"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "X_Under: 1           ! a header field's name has an underscore",
                "Content_Length: 1    ! a header field's name has an underscore",
                "'X : 1'              ! a header field's name is not a token",
                "': 1'                ! a header field's name is not a token",
                "'X\u00e9: 1'         ! a header field's name is not a token",
                "'X: a\u0000b'        ! a header field's value has a control character",
                "'X: a\u007fb'        ! a header field's value has a control character",
            })
    void refusesAField(String field, String why) {
        assertThat(verdict("GET / HTTP/1.1", "Host: h|" + field)).isEqualTo(new Refuse(400, why));
    }

    @Test
    void refusesALineBreakInAValue() {
        assertThat(verdict("GET / HTTP/1.1", "Host: h|X: a\r\n\tb"))
                .isEqualTo(new Refuse(400, "a header field's value has a control character"));
    }

    @Test
    void refusesMoreFieldsThanAllowed() {
        assertThat(verdict("GET / HTTP/1.1", "Host: h" + "|X: 1".repeat(19)))
                .isEqualTo(Verdict.PASS);
        assertThat(verdict("GET / HTTP/1.1", "Host: h" + "|X: 1".repeat(20)))
                .isEqualTo(new Refuse(431, "there are too many header fields"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "Content-Length: 5|Content-Length: 5 ! 400 ! there are several Content-Length fields",
                "Content-Length: 5, 5 ! 400 ! Content-Length is not a number",
                "Content-Length: +5   ! 400 ! Content-Length is not a number",
                "Content-Length: \u0665 ! 400 ! Content-Length is not a number",
                "'Content-Length: '   ! 400 ! Content-Length is not a number",
                "Content-Length: 101  ! 413 ! the body is too large",
                "Content-Length: 9999999999999999999 ! 413 ! the body is too large",
                "Content-Length: 5|Transfer-Encoding: chunked ! 400"
                        + " ! there are both Content-Length and Transfer-Encoding",
                "Transfer-Encoding: gzip, chunked ! 501"
                        + " ! the only Transfer-Encoding served is chunked",
                "Transfer-Encoding: chunked|Transfer-Encoding: chunked ! 501"
                        + " ! the only Transfer-Encoding served is chunked",
                "Transfer-Encoding: identity ! 501"
                        + " ! the only Transfer-Encoding served is chunked",
                "Expect: tea          ! 417 ! the only expectation met is 100-continue",
            })
    void refusesTheFraming(String fields, int status, String why) {
        assertThat(verdict("POST / HTTP/1.1", "Host: h|" + fields))
                .isEqualTo(new Refuse(status, why));
    }

    @Test
    void refusesATransferEncodingInHttp10() {
        assertThat(verdict("POST / HTTP/1.0", "Transfer-Encoding: chunked"))
                .isEqualTo(new Refuse(400, "HTTP/1.0 has no Transfer-Encoding"));
    }

    @Test
    void aLimitOfZeroIsNone() {
        HttpRequest request = request("POST / HTTP/1.1", "Host: h|Content-Length: 999999999999");

        assertThat(RequestGuard.check(request, new HttpLimits(200, 1000, 20, 0, HostNames.ANY)))
                .isEqualTo(Verdict.PASS);
    }
}
