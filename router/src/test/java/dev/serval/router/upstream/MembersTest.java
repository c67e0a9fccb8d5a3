package dev.serval.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final Backend FIXED = Backend.at(BackendAddress.parse("http://10.0.0.1:80"));
    private static final Backend FOUND = Backend.at(BackendAddress.parse("http://10.0.0.2:80"));

    @Test
    void thoseThatWereFoundComeAfterThoseThatAreWrittenDown() {
        Members members = new Members(List.of(FIXED), List.of("dns://a:1", "file:/b"));

        assertThat(members.found("dns://a:1", List.of(FOUND))).isTrue();
        assertThat(members.known()).isFalse();
        assertThat(members.found("file:/b", List.of())).isTrue();

        assertThat(members.known()).isTrue();
        assertThat(members.all()).containsExactly(FIXED, FOUND);
    }

    @Test
    void whatIsFoundElsewhereIsNotTaken() {
        Members members = new Members(List.of(FIXED), List.of());

        assertThat(members.found("dns://a:1", List.of(FOUND))).isFalse();
        assertThat(members.all()).containsExactly(FIXED);
    }

    @Test
    void chunksAreForThoseThatSpeakHttpForSure() {
        assertThat(new Members(List.of(FIXED), List.of("http+dns://a:1")).speakHttp()).isTrue();
        assertThat(new Members(List.of(FIXED), List.of("dns://a:1")).speakHttp()).isFalse();
        assertThat(new Members(List.of(FIXED), List.of("file:/b")).speakHttp()).isFalse();
        assertThat(new Members(List.of(), List.of("subscribed:a")).speakHttp()).isFalse();
    }
}
