package dev.serval.worker.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrunksTest {

    private final Trunks trunks = new Trunks();
    private final EmbeddedChannel trunk = new EmbeddedChannel();

    private static ByteBuf answer(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private Trunks.Lane lane(String number) {
        return Objects.requireNonNull(
                trunks.lane(Vars.of(Wire.KEEP, "1", Wire.TRUNK, "t", Wire.LANE, number)));
    }

    @Test
    void answersOfOnePassLeaveTogether() {
        trunks.add(Vars.of(Wire.TRUNK, "t"), trunk);
        ByteBuf one = answer("one");

        assertThat(lane("1").send(one)).isTrue();
        assertThat(lane("2").send(answer("two"))).isTrue();
        trunk.runPendingTasks();

        ByteBuf sent = trunk.readOutbound();
        assertThat(sent.readInt()).isEqualTo(1);
        assertThat(sent.readCharSequence(sent.readInt(), US_ASCII)).hasToString("one");
        assertThat(sent.readInt()).isEqualTo(2);
        assertThat(sent.readCharSequence(sent.readInt(), US_ASCII)).hasToString("two");
        assertThat(sent.isReadable()).isFalse();
        assertThat(trunk.outboundMessages()).isEmpty();
        assertThat(one.refCnt()).isZero();
        sent.release();
    }

    @Test
    void withoutATrunkNothingIsTaken() {
        ByteBuf last = answer("one");

        assertThat(lane("1").send(last)).isFalse();

        trunks.add(Vars.of(Wire.TRUNK, "t"), trunk);
        trunk.close();
        assertThat(lane("1").send(last)).isFalse();
        assertThat(last.refCnt()).isOne();
        last.release();
    }

    @Test
    void whatIsTooLongIsNotTaken() {
        trunks.add(Vars.of(Wire.TRUNK, "t"), trunk);
        ByteBuf last = Unpooled.buffer().writeZero(Wire.TRUNK_ANSWER_BYTES + 1);

        assertThat(lane("1").send(last)).isFalse();
        last.release();
    }

    @Test
    void onlyNumbersAreLanes() {
        assertThat(trunks.lane(Vars.of(Wire.KEEP, "1"))).isNull();
        assertThat(trunks.lane(Vars.of(Wire.TRUNK, "t", Wire.LANE, "-1"))).isNull();
        assertThat(trunks.lane(Vars.of(Wire.TRUNK, "t", Wire.LANE, "9999999999"))).isNull();
        assertThat(Trunks.isTrunk(Vars.of(Wire.TRUNK, "t"))).isTrue();
        assertThat(Trunks.isTrunk(Vars.of(Wire.TRUNK, "t", Wire.LANE, "1"))).isFalse();
    }
}
