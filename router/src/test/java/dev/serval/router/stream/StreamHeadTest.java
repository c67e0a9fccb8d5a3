package dev.serval.router.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.Headers;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same rules for the heads of both protocols. */
class StreamHeadTest {

    @Test
    void aHeadBecomesARequestWithTheAuthorityAsItsHost() {
        for (Headers<CharSequence, CharSequence, ?> head : heads("POST", "/a?b", "x-one", "1")) {
            HttpRequest request = StreamHead.request(head, false).orElseThrow();

            assertThat(request.method()).isEqualTo(HttpMethod.POST);
            assertThat(request.uri()).isEqualTo("/a?b");
            assertThat(names(request))
                    .containsExactlyInAnyOrder(
                            "x-one=1", "host=a.test", "transfer-encoding=chunked");
        }
    }

    @Test
    void whatBelongsToAConnectionOrHasUpperCaseIsMalformed() {
        for (Map.Entry<String, String> field :
                Map.of(
                                "connection", "close",
                                "keep-alive", "1",
                                "proxy-connection", "close",
                                "transfer-encoding", "chunked",
                                "upgrade", "websocket",
                                "te", "gzip",
                                "X-Upper", "1",
                                "host", "b.test")
                        .entrySet()) {
            for (var head : heads("GET", "/", field.getKey(), field.getValue())) {
                assertThat(StreamHead.request(head, true)).as("%s", field).isEmpty();
            }
        }
    }

    @Test
    void aTargetThatIsNoPathIsMalformed() {
        for (String path : List.of("", "a", "http://a.test/")) {
            for (var head : heads("GET", path, "x", "y")) {
                assertThat(StreamHead.request(head, true)).isEmpty();
            }
        }
        for (var head : heads("OPTIONS", "*", "x", "y")) {
            assertThat(StreamHead.request(head, true)).isPresent();
        }
    }

    @Test
    void anAnswerLosesWhatBelongsToItsConnection() {
        var answer = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND);
        answer.headers().set("Content-Type", "a/b").set("Connection", "close");

        assertThat(StreamHead.answer(answer, new DefaultHttp3Headers()))
                .isEqualTo(new DefaultHttp3Headers().status("404").add("content-type", "a/b"));
        assertThat(StreamHead.answer(answer, new DefaultHttp2Headers()))
                .isEqualTo(new DefaultHttp2Headers().status("404").add("content-type", "a/b"));
    }

    private static List<String> names(HttpRequest request) {
        List<String> all = new ArrayList<>();
        request.headers().forEach(f -> all.add(f.getKey() + "=" + f.getValue()));
        return all;
    }

    private static List<Headers<CharSequence, CharSequence, ?>> heads(
            String method, String path, String name, String value) {
        return List.of(
                new DefaultHttp2Headers(false)
                        .method(method)
                        .scheme("https")
                        .authority("a.test")
                        .path(path)
                        .add(name, value),
                new DefaultHttp3Headers(false)
                        .method(method)
                        .scheme("https")
                        .authority("a.test")
                        .path(path)
                        .add(name, value));
    }
}
