package dev.serval.http;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What clients send, put together of parts that matter and of any bytes. */
class RequestPropertyTest {

    /** {@link RequestReader#read} holds it. */
    @Property
    void anyTextIsReadAlikeWholeAndByteByByte(@ForAll("texts") String text) {
        RequestReader.read(text);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> parts =
                Arbitraries.of(
                        "GET ",
                        "POST ",
                        "OPTIONS * ",
                        "/a?b ",
                        "/../%2e%2e/ ",
                        "http://a/b ",
                        "HTTP/1.1\r\n",
                        "HTTP/1.0\r\n",
                        "HTTP/1.1\n",
                        "Host: a\r\n",
                        "Host: b\r\n",
                        "Content-Length: 3\r\n",
                        "Content-Length: +3\r\n",
                        "Transfer-Encoding: chunked\r\n",
                        "Transfer-Encoding : chunked\r\n",
                        "Expect: 100-continue\r\n",
                        " folded\r\n",
                        "\r\n",
                        "\n",
                        "3\r\nabc\r\n",
                        "0\r\n\r\n",
                        "abc",
                        "\0",
                        "\r");
        Arbitrary<String> any =
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMinLength(1).ofMaxLength(6);
        Arbitrary<String> most =
                Arbitraries.frequencyOf(List.of(Tuple.of(9, parts), Tuple.of(1, any)));
        Arbitrary<String> begun = most.list().ofMaxSize(14).map(list -> String.join("", list));
        return Arbitraries.of(
                        "", "GET /a HTTP/1.1\r\nHost: a\r\n", "POST /a HTTP/1.1\r\nHost: a\r\n")
                .flatMap(head -> begun.map(rest -> head + rest));
    }
}
