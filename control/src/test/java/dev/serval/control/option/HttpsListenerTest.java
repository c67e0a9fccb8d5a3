package dev.serval.control.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HttpsListenerTest {

    @Test
    void uwsgisFormIsRead() {
        assertThat(HttpsListener.parse("*:443,c.pem,k.pem,HIGH:!aNULL,!ca.pem"))
                .isEqualTo(
                        new HttpsListener(
                                new Address("0.0.0.0", 443, ""),
                                "c.pem",
                                "k.pem",
                                "HIGH:!aNULL",
                                "ca.pem",
                                true));
    }

    @Test
    void ciphersMayBeLeftEmpty() {
        assertThat(HttpsListener.parse(":443,c,k,,ca"))
                .isEqualTo(
                        new HttpsListener(
                                new Address("127.0.0.1", 443, ""), "c", "k", "", "ca", false));
    }

    @Test
    void aListenerWithoutItsKeyIsNone() {
        for (String wrong :
                new String[] {":443", ":443,c", ":443,c,", ":443,c,k,a,b,c", "443,,k"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> HttpsListener.parse(wrong));
        }
    }

    @Test
    void aNameMayHaveAWildcardInFront() {
        assertThat(SniCertificate.parse("*.Shop.test,c,k"))
                .isEqualTo(new SniCertificate("*.shop.test", "c", "k"));
        assertThatIllegalArgumentException().isThrownBy(() -> SniCertificate.parse("a.*.test,c,k"));
    }
}
