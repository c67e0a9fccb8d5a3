package dev.serval.otel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestSpanTest {

    @Test
    void aTargetIsToldByItsPathAlone() {
        assertThat(RequestSpan.path("/a/b?secret=1")).isEqualTo("/a/b");
        assertThat(RequestSpan.path("/a://b?x")).isEqualTo("/a://b");
        assertThat(RequestSpan.path("http://me:secret@host:80/a?b")).isEqualTo("/a");
        assertThat(RequestSpan.path("http://host?secret=1/x")).isEqualTo("/");
        assertThat(RequestSpan.path("*")).isEqualTo("*");
        assertThat(RequestSpan.path("")).isEmpty();
    }

    @Test
    void aSpanIsNamedForAMethodThatIsKnown() {
        assertThat(RequestSpan.name("PATCH")).isEqualTo("PATCH");
        assertThat(RequestSpan.name("get")).isEqualTo("HTTP");
        assertThat(RequestSpan.name("")).isEqualTo("HTTP");
    }

    @Test
    void aProtocolIsToldByItsVersion() {
        assertThat(RequestSpan.version("HTTP/1.0")).isEqualTo("1.0");
        assertThat(RequestSpan.version("HTTP/2.0")).isEqualTo("2");
        assertThat(RequestSpan.version("HTTP/3.0")).isEqualTo("3");
        assertThat(RequestSpan.version("GOPHER")).isEmpty();
    }
}
