package dev.serval.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

class RedirectReplyTest {

    private static final HttpLimits LIMITS = new HttpLimits(8192, 32768, 100, 0, HostNames.ANY);

    @Test
    void theUsualPortIsNotNamed() {
        assertThat(location("shop.test:8080", "/a?b=c", "443"))
                .isEqualTo("https://shop.test/a?b=c");
    }

    @Test
    void anAddressInBracketsKeepsThem() {
        assertThat(location("[::1]:80", "/", "8443")).isEqualTo("https://[::1]:8443/");
        assertThat(location("[::1]", "/", "443")).isEqualTo("https://[::1]/");
    }

    @Test
    void aTargetInAbsoluteFormLosesItsAuthority() {
        assertThat(location("shop.test", "http://shop.test?x", "443"))
                .isEqualTo("https://shop.test/?x");
    }

    @Test
    void aRequestWithoutAHostCannotBeSentAnywhere() {
        HttpRequest old = new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/");

        assertThat(RedirectReply.of(old, LIMITS, "443").status().code()).isEqualTo(400);
    }

    private static String location(String host, String target, String port) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        request.headers().set("host", host);
        FullHttpResponse reply = RedirectReply.of(request, LIMITS, port);
        return reply.headers().get("location");
    }
}
