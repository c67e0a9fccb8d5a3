package dev.serval.worker.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.app.Body;
import dev.serval.app.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureAnswerTest {

    @Test
    void markupIsEscaped() {
        assertThat(FailureAnswer.escaped("</pre><a b=\"c\" d='e'>&lt;"))
                .isEqualTo("&lt;/pre&gt;&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;lt;");
    }

    @Test
    void aPageHoldsNoMarkupOfTheTraces() {
        String page = body(FailureAnswer.telling("<i>", "</pre><script>%s", "text/html"));

        assertThat(page)
                .contains("<p>request &lt;i&gt;</p>")
                .contains("<pre>\n&lt;/pre&gt;&lt;script&gt;%s</pre>");
    }

    @Test
    void textIsAsItIs() {
        assertThat(body(FailureAnswer.telling("7", "a <b>\n", "")))
                .isEqualTo("500 Internal Server Error\nrequest 7\n\na <b>\n");
    }

    @Test
    void theReticentOneHasTheNumberOnly() {
        assertThat(body(FailureAnswer.reticent("7")))
                .isEqualTo("500 Internal Server Error\nrequest 7\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | false",
                "*/* | false",
                "text/* | false",
                "application/json | false",
                "text/plain | false",
                "text/html | true",
                "TEXT/HTML;charset=utf-8 | true",
                "text/html, */* | true",
                "text/html;q=0 | false",
                "text/html;q=0.5, text/plain | false",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | true",
            })
    void aPageIsForWhoNamesPages(String accept, boolean page) {
        assertThat(FailureAnswer.wantsPage(accept)).isEqualTo(page);
    }

    private static String body(Response answer) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isInstanceOf(Body.Bytes.class);
        return answer.body() instanceof Body.Bytes(byte[] content)
                ? new String(content, UTF_8)
                : "";
    }
}
