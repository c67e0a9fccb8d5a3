package dev.serval.uwsgi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrunkTest {

    private static final int FIRST = 7;
    private static final int SECOND = 8;

    private final IntObjectMap<Trunk.Lane> lanes = new IntObjectHashMap<>();
    private final EmbeddedChannel first = new EmbeddedChannel();
    private final EmbeddedChannel second = new EmbeddedChannel();
    private final Trunk trunk = new Trunk(lanes);
    private final EmbeddedChannel channel;

    TrunkTest() {
        lanes.put(FIRST, () -> first);
        lanes.put(SECOND, () -> second);
        channel = new EmbeddedChannel(trunk);
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private static ByteBuf frame(int lane, String text) {
        return Unpooled.buffer()
                .writeInt(lane)
                .writeInt(text.length())
                .writeBytes(text.getBytes(US_ASCII));
    }

    private static List<String> came(EmbeddedChannel lane) {
        List<String> all = new ArrayList<>();
        for (ByteBuf piece = lane.readInbound(); piece != null; piece = lane.readInbound()) {
            all.add(piece.toString(US_ASCII));
            piece.release();
        }
        return all;
    }

    @Test
    void whatComesTogetherGoesToItsLanes() {
        channel.writeInbound(Unpooled.wrappedBuffer(frame(SECOND, "two"), frame(FIRST, "one")));

        assertThat(came(first)).containsExactly("one");
        assertThat(came(second)).containsExactly("two");
    }

    @Test
    void itMayComeOneByteAtATime() {
        ByteBuf all = Unpooled.wrappedBuffer(frame(FIRST, "one"), frame(SECOND, ""));
        while (all.isReadable()) {
            channel.writeInbound(all.readRetainedSlice(1));
        }
        all.release();

        assertThat(came(first)).containsExactly("one");
        assertThat(came(second)).containsExactly("");
        assertThat(channel.isActive()).isTrue();
    }

    @Test
    void whatComesForALaneThatHasGoneIsDropped() {
        lanes.remove(FIRST);
        ByteBuf late = frame(FIRST, "one");
        channel.writeInbound(late, frame(SECOND, "two"));

        assertThat(came(first)).isEmpty();
        assertThat(came(second)).containsExactly("two");
        assertThat(late.refCnt()).isZero();
    }

    @Test
    void aLaneIsToldBeforeItReads() {
        List<String> seen = new ArrayList<>();
        lanes.put(
                FIRST,
                new Trunk.Lane() {
                    @Override
                    public EmbeddedChannel channel() {
                        return first;
                    }

                    @Override
                    public void coming() {
                        seen.addAll(came(first));
                        seen.add("coming");
                    }
                });
        channel.writeInbound(frame(FIRST, "one"));
        seen.addAll(came(first));

        assertThat(seen).containsExactly("coming", "one");
    }

    @Test
    void aLengthThatCannotBeEndsTheTrunk() {
        channel.writeInbound(Unpooled.buffer().writeInt(FIRST).writeInt(Trunk.MAX_BYTES + 1));

        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void whatIsSentInOnePassLeavesTogetherAndIsRead() {
        trunk.open(channel);
        ByteBuf one = text("one");
        trunk.send(SECOND, one);
        trunk.send(FIRST, text("two"));
        channel.runPendingTasks();

        assertThat(one.refCnt()).isZero();
        ByteBuf sent = channel.readOutbound();
        assertThat(channel.outboundMessages()).isEmpty();
        channel.writeInbound(sent);
        assertThat(came(second)).containsExactly("one");
        assertThat(came(first)).containsExactly("two");
    }

    @Test
    void itTakesWhatIsShortAndOnlyWhileItIsOpen() {
        assertThat(trunk.takes(1)).isFalse();

        trunk.open(channel);
        assertThat(trunk.takes(Trunk.MAX_BYTES)).isTrue();
        assertThat(trunk.takes(Trunk.MAX_BYTES + 1)).isFalse();

        channel.close();
        assertThat(trunk.takes(1)).isFalse();
    }
}
