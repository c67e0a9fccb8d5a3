package dev.serval.worker.account;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.uwsgi.Vars;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class VisitTest {

    private final Visit visit = new Visit(Vars.of("REQUEST_METHOD", "GET"), 7);

    @Test
    void aHeadIsMeasuredUpToItsEmptyLine() {
        String head = "HTTP/1.1 200 OK\r\nA: b\r\nC: d\r\n\r\n";
        visit.answered(200, Unpooled.copiedBuffer(head + "one\r\ntwo", US_ASCII));

        assertThat(visit.answer()).isEqualTo(new Visit.Answer(200, head.length(), 2));
    }

    @Test
    void aRefusalIsHeadAndBody() {
        String head = "HTTP/1.1 400 Bad Request\r\nA: b\r\n\r\n";
        visit.served(2, 19);
        Visit over = visit.refused(400, Unpooled.copiedBuffer(head + "no\n", US_ASCII));
        visit.answered(200, Unpooled.copiedBuffer(head, US_ASCII));

        assertThat(over.answer()).isEqualTo(new Visit.Answer(400, head.length(), 1));
        assertThat(over.sent()).isEqualTo(3);
        assertThat(over.core()).isEqualTo(2);
    }

    @Test
    void nobodyWaitedWhereNoCoreWasAsked() {
        assertThat(visit.waitedNanos()).isZero();

        visit.served(3, 19);

        assertThat(visit.waitedNanos()).isEqualTo(12);
        assertThat(visit.core()).isEqualTo(3);
    }
}
