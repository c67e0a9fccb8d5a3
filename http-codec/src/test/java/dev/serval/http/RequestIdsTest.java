package dev.serval.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestIdsTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "00-" + TRACE + "-b7ad6b7169203331-01";

    @Test
    void anIdOfATraceThatBeganHereIsThatOfTheSpansTrace() {
        RequestIds within = RequestIds.fresh().within(SPAN);

        assertThat(within.request().toString()).isEqualTo(TRACE);
        assertThat(within.traceparent().toString()).isEqualTo(SPAN);
        assertThat(within.traced()).isFalse();
    }

    @Test
    void anIdThatSomebodyGaveStays() {
        CharSequence trace = RequestIds.fresh().traceparent();

        assertThat(new RequestIds("order-7", trace, false).within(SPAN))
                .isEqualTo(new RequestIds("order-7", SPAN, false));
        assertThat(new RequestIds("order-7", trace, true).within(SPAN))
                .isEqualTo(new RequestIds("order-7", SPAN, true));
    }
}
