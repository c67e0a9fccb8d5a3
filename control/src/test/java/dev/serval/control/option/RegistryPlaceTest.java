package dev.serval.control.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.control.table.ClusterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryPlaceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://10.0.0.5/0|redis://10.0.0.5/0|serval|redis://10.0.0.5/0",
                "redis://h:1/1?cluster=shop|redis://h:1/1|shop|redis://h:1/1?cluster=shop",
                "rediss://me@h/0?cluster=serval|rediss://me@h/0|serval|rediss://me@h/0",
                "redis://h/0?cluster=a&b=5s|redis://h/0?b=5s|a|redis://h/0?b=5s&cluster=a",
                "redis-sentinel://a:1,b:2/0?cluster=s#main|redis-sentinel://a:1,b:2/0#main|s"
                        + "|redis-sentinel://a:1,b:2/0?cluster=s#main",
            })
    void itIsReadAndWrittenAgain(String text, String url, String cluster, String shown) {
        RegistryPlace read = RegistryPlace.parse(text);

        assertThat(read).isEqualTo(new RegistryPlace(url, cluster));
        assertThat(read).hasToString(shown);
        assertThat(RegistryPlace.parse(shown)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://",
                "http://h/0",
                "redis://h/0?cluster=",
                "redis://h/0?cluster=a%20b",
                "redis://h/0 x",
                "redis://me:open@h/0",
                "redis://h/0?password=open"
            })
    void everythingElseIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RegistryPlace.parse(text));
    }

    @Test
    void aPasswordInItIsNotRepeated() {
        assertThatThrownBy(() ->
                        ClusterOptions.CLUSTER.parse(
                                "redis://me:open@h/0", new Origin.CommandLine()))
                .hasMessageContaining("--cluster-password-file")
                .hasMessageNotContaining("open");
    }
}
