package dev.serval.control.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:2626:shop.example, 10.0.0.1:2626, shop.example, 0",
        "router:2626:shop.example:8000, router:2626, shop.example:8000, 0",
        "'[::1]:2626:shop.example,5', [::1]:2626, shop.example, 5",
    })
    void uwsgisShortFormIsRead(String text, String server, String key, int modifier1) {
        assertThat(Subscription.parse(text))
                .isEqualTo(
                        new Subscription(
                                Address.parse(server), key, "", 0, 1, modifier1, Optional.empty()));
    }

    @Test
    void itMayHaveASignature() {
        assertThat(Subscription.parse("10.0.0.1:2626:shop.example,0,SHA1:/etc/a,b.pem").sign())
                .contains(new SignRule("SHA1", "/etc/a,b.pem"));
    }

    @Test
    void uwsgisLongFormIsRead() {
        Subscription read =
                Subscription.parsePairs(
                        "server=10.0.0.1:2626,key=shop.example,addr=10.0.0.7:3031,weight=3,"
                                + "modifier1=8,sign=sha256:/etc/shop.pem,socket=1");

        assertThat(read)
                .isEqualTo(
                        new Subscription(
                                Address.parse("10.0.0.1:2626"),
                                "shop.example",
                                "10.0.0.7:3031",
                                1,
                                3,
                                8,
                                Optional.of(new SignRule("SHA256", "/etc/shop.pem"))));
        assertThat(Subscription.parsePairs(read.toString())).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.1:2626",
                "10.0.0.1:0:shop.example",
                "10.0.0.1:2626:",
                "10.0.0.1:2626:a b",
                "10.0.0.1:2626:a,256",
                "10.0.0.1:2626:a,0,MD5:/x",
                "10.0.0.1:2626:a,0,SHA1:",
            })
    void aMalformedShortFormIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Subscription.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server=10.0.0.1:2626",
                "key=a",
                "server=10.0.0.1:2626,key=a,wieght=3",
                "server=10.0.0.1:2626,key=a,weight=0",
                "server=/run/a.sock,key=a",
                "10.0.0.1:2626:a",
            })
    void aMalformedLongFormIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Subscription.parsePairs(text));
    }
}
