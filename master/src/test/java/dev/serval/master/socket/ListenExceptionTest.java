package dev.serval.master.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Test;

class ListenExceptionTest {

    @Test
    void theSystemsWordIsSaidWithoutTheCall() {
        assertThat(said(new IOException("bind(..) failed with error(-13): Permission denied")))
                .isEqualTo("cannot listen on nowhere:80: Permission denied");
        assertThat(said(new IOException("Address already in use")))
                .isEqualTo("cannot listen on nowhere:80: Address already in use");
    }

    @Test
    void aNameNobodyKnowsIsCalledSo() {
        assertThat(said(new UnresolvedAddressException()))
                .isEqualTo("cannot listen on nowhere:80: Unresolved address");
    }

    private static String said(Throwable cause) {
        return String.valueOf(ListenException.failed("nowhere:80", cause).getMessage());
    }
}
