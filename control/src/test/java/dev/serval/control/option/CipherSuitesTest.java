package dev.serval.control.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CipherSuitesTest {

    @Test
    void bothNamesOfASuiteAreTaken() {
        assertThat(
                        CipherSuites.standard(
                                "ECDHE-RSA-AES128-GCM-SHA256:TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"))
                .containsExactly(
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA");
        assertThat(CipherSuites.standard("")).isEmpty();
    }

    @Test
    void othersAreRefusedByName() {
        for (String wrong : new String[] {"HIGH", "AES128-SHA", "TLS_AES_128_GCM_SHA256", "!MD5"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CipherSuites.standard("ECDHE-RSA-AES128-GCM-SHA256:" + wrong))
                    .withMessage(wrong);
        }
    }
}
