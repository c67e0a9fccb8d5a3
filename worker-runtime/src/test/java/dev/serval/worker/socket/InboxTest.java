package dev.serval.worker.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.app.WebSocket.Ending;
import dev.serval.app.WebSocket.Message;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox();

    @Test
    void whatCameBeforeTheEndIsGivenFirst() throws Exception {
        inbox.add(new Message.Text("a"));
        inbox.end(new Ending(1000, "done"));
        inbox.add(new Message.Text("late"));
        inbox.end(new Ending(1006, ""));

        assertThat(inbox.take(() -> {})).isEqualTo(new Message.Text("a"));
        assertThat(inbox.take(() -> {})).isNull();
        assertThat(inbox.ending()).isEqualTo(new Ending(1000, "done"));
    }

    @Test
    void itTakesNoMoreThanItsRoomAndSaysWhenThereIsSomeAgain() throws Exception {
        AtomicInteger told = new AtomicInteger();
        int count = 0;
        for (; inbox.hasRoom(); count++) {
            inbox.add(new Message.Binary(new byte[1000]));
        }
        assertThat(count).isBetween(100, 300);

        inbox.take(told::incrementAndGet);
        inbox.take(told::incrementAndGet);
        assertThat(told).hasValue(1);
        assertThat(inbox.hasRoom()).isTrue();
    }

    @Test
    void onceNobodyReadsThereIsAlwaysRoom() {
        inbox.add(new Message.Binary(new byte[1_000_000]));
        assertThat(inbox.hasRoom()).isFalse();
        inbox.abandon();
        inbox.add(new Message.Binary(new byte[1_000_000]));

        assertThat(inbox.hasRoom()).isTrue();
    }
}
