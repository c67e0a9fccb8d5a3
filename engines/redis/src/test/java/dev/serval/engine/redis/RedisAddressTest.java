package dev.serval.engine.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;

final class RedisAddressTest {

    @Test
    void aUrlSaysWhereAndWho() {
        RedisAddress address = RedisAddress.of("rediss://shop:s%40cret@redis.example:6380/3", "");

        RedisURI uri = address.uri();
        RedisCredentials who = address.credentials();

        assertThat(uri.getHost()).isEqualTo("redis.example");
        assertThat(uri.getPort()).isEqualTo(6380);
        assertThat(uri.getDatabase()).isEqualTo(3);
        assertThat(uri.isSsl()).isTrue();
        assertThat(who.getUsername()).isEqualTo("shop");
        assertThat(who.getPassword()).containsExactly("s@cret".toCharArray());
    }

    @Test
    void aPasswordIsNotShown() {
        assertThat(RedisAddress.of("redis://shop:secret@redis.example/0", ""))
                .hasToString("redis://shop@redis.example/0");
        assertThatThrownBy(() -> RedisAddress.of("redis://shop:secret@redis.example:port", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aDatabaseIsANumber() {
        assertThatThrownBy(() -> RedisAddress.of("redis://redis.example/shop", ""))
                .hasMessage(
                        "redis://redis.example/shop is no URL: its port and its database are"
                                + " numbers, as in :6379/0");
    }

    @Test
    void aPasswordMayComeFromElsewhere() {
        RedisCredentials who = RedisAddress.of("redis://redis.example", "secret").credentials();

        assertThat(who.hasUsername()).isFalse();
        assertThat(who.getPassword()).containsExactly("secret".toCharArray());
    }

    @Test
    void sentinelsAreNamedWithTheirMaster() {
        RedisURI uri = RedisAddress.of("redis-sentinel://a:26379,b:26380/2#shop", "").uri();

        assertThat(uri.getSentinelMasterId()).isEqualTo("shop");
        assertThat(uri.getSentinels()).extracting(RedisURI::getPort).containsExactly(26379, 26380);
    }
}
