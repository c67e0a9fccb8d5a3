package dev.serval.router.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.option.CipherSuites;
import io.netty.handler.ssl.OpenSsl;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** What the master lets pass is what the router can do. */
class CipherSuitesOfferedTest {

    private final List<String> standard =
            CipherSuites.standard(String.join(":", CipherSuites.names()));

    @Test
    void theNativeLibraryHasThemAll() {
        assertThat(OpenSsl.availableJavaCipherSuites()).containsAll(standard);
        assertThat(OpenSsl.availableOpenSslCipherSuites()).containsAll(CipherSuites.names());
    }

    @Test
    void soHasTheJdk() throws Exception {
        assertThat(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())
                .contains(standard.toArray(String[]::new));
    }
}
