package dev.serval.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest {

    private static final ClientFacts PROXY =
            new ClientFacts("10.0.0.1", "4711", "vm", "80", false, true);
    private static final ClientFacts CLIENT =
            new ClientFacts("203.0.113.9", "5", "vm", "80", false);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static Sender sender(ClientFacts facts, String... fields) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return Forwarding.of(headers, facts, a -> a.getHostAddress().startsWith("10."));
    }

    /** Address, port, scheme, chain. */
    private static String told(Sender sender) {
        return "%s|%s|%s|%s"
                .formatted(
                        sender.remoteAddr(),
                        sender.remotePort(),
                        sender.https() ? "https" : "http",
                        sender.forwardedFor());
    }

    @Test
    void aStrangersWordDoesNotCount() {
        Sender sender =
                sender(
                        CLIENT,
                        "X-Forwarded-For",
                        "198.51.100.1",
                        "X-Forwarded-Proto",
                        "https",
                        "Forwarded",
                        "for=198.51.100.1;proto=https",
                        "X-Request-Id",
                        "mine");

        assertThat(told(sender)).isEqualTo("203.0.113.9|5|http|203.0.113.9");
        assertThat(sender.ids().request().toString()).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "198.51.100.1 ! 198.51.100.1||http|198.51.100.1, 10.0.0.1",
                "198.51.100.1:99 ! 198.51.100.1|99|http|198.51.100.1, 10.0.0.1",
                "6.6.6.6, 198.51.100.1 ! 198.51.100.1||http|198.51.100.1, 10.0.0.1",
                "6.6.6.6,198.51.100.1 , 10.0.0.2 ! 198.51.100.1||http|198.51.100.1, 10.0.0.2, 10.0.0.1",
                "10.0.0.3, 10.0.0.2 ! 10.0.0.3||http|10.0.0.3, 10.0.0.2, 10.0.0.1",
                "6.6.6.6, unknown, 10.0.0.2 ! 10.0.0.2||http|10.0.0.2, 10.0.0.1",
                "[2001:db8::1]:99 ! 2001:db8:0:0:0:0:0:1|99|http|2001:db8:0:0:0:0:0:1, 10.0.0.1",
                "2001:db8::1 ! 2001:db8:0:0:0:0:0:1||http|2001:db8:0:0:0:0:0:1, 10.0.0.1",
                "127.1 ! 10.0.0.1|4711|http|10.0.0.1",
                "<script> ! 10.0.0.1|4711|http|10.0.0.1",
                "'' ! 10.0.0.1|4711|http|10.0.0.1",
            })
    void theRightmostAddressThatIsNoProxysIsTheClients(String field, String told) {
        assertThat(told(sender(PROXY, "X-Forwarded-For", field))).isEqualTo(told);
    }

    @Test
    void listsInSeveralFieldsAreOneList() {
        Sender sender =
                sender(PROXY, "X-Forwarded-For", "198.51.100.1", "X-Forwarded-For", "10.0.0.2");

        assertThat(sender.forwardedFor()).isEqualTo("198.51.100.1, 10.0.0.2, 10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "https ! https",
                "HTTPS ! https",
                "wss ! https",
                "http ! http",
                "gopher ! http",
                "https, http ! https",
                "http, https, http ! http",
            })
    void theSchemeIsTheOneOfTheClientsStep(String protos, String scheme) {
        Sender sender =
                sender(
                        PROXY,
                        "X-Forwarded-For",
                        "198.51.100.1, 10.0.0.2",
                        "X-Forwarded-Proto",
                        protos);

        assertThat(sender.https() ? "https" : "http").isEqualTo(scheme);
    }

    @Test
    void aSchemeAloneCountsToo() {
        assertThat(told(sender(PROXY, "X-Forwarded-Proto", "https")))
                .isEqualTo("10.0.0.1|4711|https|10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "for=198.51.100.1;proto=https;by=x ! 198.51.100.1||https|198.51.100.1, 10.0.0.1",
                "For=\"[2001:db8::1]:7\" ! 2001:db8:0:0:0:0:0:1|7|http|2001:db8:0:0:0:0:0:1, 10.0.0.1",
                "for=6.6.6.6, for=198.51.100.1;proto=https, for=10.0.0.2;proto=http"
                        + " ! 198.51.100.1||https|198.51.100.1, 10.0.0.2, 10.0.0.1",
                "for=_hidden;proto=https ! 10.0.0.1|4711|https|10.0.0.1",
                "for=\"198.51.100.1 ! 10.0.0.1|4711|http|10.0.0.1",
                "host=\"a,b;for=6.6.6.6\";for=198.51.100.1 ! 198.51.100.1||http|198.51.100.1, 10.0.0.1",
            })
    void forwardedIsReadAsItsRfcHasIt(String field, String told) {
        assertThat(told(sender(PROXY, "Forwarded", field))).isEqualTo(told);
    }

    @Test
    void xForwardedForGoesBeforeForwarded() {
        Sender sender =
                sender(PROXY, "X-Forwarded-For", "198.51.100.1", "Forwarded", "for=6.6.6.6");

        assertThat(sender.remoteAddr()).isEqualTo("198.51.100.1");
    }

    @Test
    void aProxysRequestIdIsKept() {
        assertThat(sender(PROXY, "X-Request-Id", "a.b:c").ids().request()).hasToString("a.b:c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "\u00e9"})
    void aMalformedRequestIdIsNot(String id) {
        assertThat(sender(PROXY, "X-Request-Id", id).ids().request().toString())
                .matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource({
        TRACE + ", true",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more, true",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more, false",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, false",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01, false",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01, false",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01, false",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331, false",
        "'', false",
    })
    void aTraceparentIsKeptOnlyIfItIsWellFormed(String text, boolean kept) {
        RequestIds ids = sender(CLIENT, "traceparent", text).ids();

        assertThat(ids.traced()).isEqualTo(kept);
        assertThat(ids.traceparent().toString().equals(text)).isEqualTo(kept);
        assertThat(RequestIds.isTraceparent(ids.traceparent())).isTrue();
    }
}
