package dev.serval.control.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkCodecTest {

    private static final String HARD = "a b=c&d+e%20\n\r\0\u00e9\u2603 ";

    static List<Message> messages() {
        return List.of(
                new ToMaster.Hello(Role.ROUTER, 1),
                new ToMaster.Hello(Role.WORKER, 512),
                new ToMaster.Ready(),
                new ToMaster.Beat(),
                new ToMaster.Unfit("has run out of memory"),
                new ToMaster.Failed("the class is missing:\n" + HARD),
                new ToMaster.Failed(""),
                new ToChild.Configure(Map.of()),
                new ToChild.Configure(Map.of("module", "a.B::c", HARD, HARD, "empty", "")),
                new ToChild.Roster(List.of()),
                new ToChild.Roster(List.of(new Member(2, 4_194_304, 8), new Member(1, 7, 1))),
                new ToChild.Roster(List.of(new Member(1, 7, 256, 23_456))),
                new ToChild.Backends("subscribed:a.example:80", List.of()),
                new ToChild.Backends("file:/a b", List.of("/run/a.sock weight=3", "b:1")),
                new ToChild.Release(4711),
                new ToMaster.Released(4711),
                new ToMaster.Overdue(4711),
                new ToChild.Accept(true),
                new ToChild.Accept(false),
                new ToChild.Farewell(),
                new ToMaster.Waiting(7),
                new ToMaster.Measured(Map.of("COUNTER orders kind a+b", "12")),
                new ToMaster.Writes(3),
                new ToMaster.Planned(Map.of("night", "0 3 * * *")),
                new ToMaster.Ran("night", 1_800_000_000_000L, 7, ToMaster.Ran.Outcome.STILL_RUNS),
                new ToMaster.Yielded(),
                new ToChild.Lead(Map.of("night", 1_800_000_000_000L)),
                new ToChild.Lead(Map.of()),
                new ToChild.Output(4),
                new ToChild.Draft(7, DraftState.BROKEN, "Shop.java:3: " + HARD, "{}"),
                new ToChild.Draft(8, DraftState.SOUND, "", ""),
                new ToChild.Swap(3, List.of("/srv/a b", "/srv/lib/*")),
                new ToMaster.Swapped(3, 2, HARD),
                new ToMaster.Swapped(4, 0, ""),
                new ToChild.Drain(Duration.ZERO),
                new ToChild.Drain(Duration.ofMillis(60_001)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsWrittenIsRead(Message message) {
        String line = LinkCodec.encode(message);

        assertThat(LinkCodec.decode(line)).isEqualTo(message);
        assertThat(line).matches("[ -~]+");
    }

    @Test
    void everyKindOfMessageIsAmongThem() {
        List<Class<?>> kinds =
                Stream.of(Message.class.getPermittedSubclasses())
                        .<Class<?>>flatMap(side -> Stream.of(side.getPermittedSubclasses()))
                        .toList();

        assertThat(messages().stream().<Class<?>>map(Message::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(kinds);
    }

    @ParameterizedTest
    @CsvSource({
        "0, drain mercy-ms=60000",
        "1, roster 4711=2%3A8",
        "2, failed why=no+such+class",
    })
    void aMessageIsAWordAndItsFields(int which, String line) {
        List<Message> messages =
                List.of(
                        new ToChild.Drain(Duration.ofMinutes(1)),
                        new ToChild.Roster(List.of(new Member(2, 4711, 8))),
                        new ToMaster.Failed("no such class"));

        assertThat(LinkCodec.encode(messages.get(which))).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "goodbye",
                "READY",
                "hello role",
                "hello role=cook slot=1",
                "hello slot=1",
                "hello role=worker slot=x",
                "roster 4711=2",
                "roster 4711=2%3A8%3A8%3A8",
                "roster x=2%3A8",
                "drain mercy-ms=soon",
                "failed why=%zz",
                "ready ",
            })
    void whatIsNoMessageIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> LinkCodec.decode(line));
    }
}
