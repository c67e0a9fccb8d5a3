package dev.serval.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.board.LaneCell;
import dev.serval.control.board.Scoreboard;
import dev.serval.uwsgi.Trunk;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.collection.IntObjectHashMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {

    private static final int NUMBER = 3;
    private static final int TOKEN = -77;

    private final EmbeddedChannel wire = new EmbeddedChannel();
    private final Trunk trunk = new Trunk(new IntObjectHashMap<>());
    private final Scoreboard board;
    private final LaneCell worker;

    LaneTest(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("board"));
        board = Scoreboard.map(file, new Scoreboard.Shape(2, 1));
        worker = board.lane(2, NUMBER);
        worker.begun(TOKEN, 0);
    }

    private Lane lane(@Nullable String receipt) {
        Vars pong = receipt == null ? Vars.of() : Vars.of(Wire.RECEIPT, receipt);
        return new Lane(1, new EmbeddedChannel(), trunk, Receipt.of(pong, board));
    }

    private Lane told() {
        return lane("2:3:-77");
    }

    private static boolean send(Lane lane, ByteBuf packet) {
        lane.begin();
        return lane.hold(packet) && lane.send();
    }

    private static ByteBuf packet() {
        return Unpooled.buffer().writeByte(1);
    }

    @Test
    void aRequestTheWorkerHasNotCountedHasNotBegun() {
        trunk.open(wire);
        Lane lane = told();
        assertThat(send(lane, packet())).isTrue();

        assertThat(lane.used()).isTrue();
        assertThat(lane.notBegun()).isTrue();

        worker.begun(TOKEN, 1);
        assertThat(lane.notBegun()).isFalse();
    }

    @Test
    void eachRequestCounts() {
        trunk.open(wire);
        Lane lane = told();
        send(lane, packet());
        worker.begun(TOKEN, 1);
        lane.begin();
        assertThat(lane.used()).isFalse();
        send(lane, packet());

        assertThat(lane.notBegun()).isTrue();
    }

    @Test
    void aPlaceThatAnotherLaneHasNowTellsNothing() {
        trunk.open(wire);
        Lane lane = told();
        send(lane, packet());
        worker.begun(TOKEN + 1, 0);

        assertThat(lane.notBegun()).isFalse();
    }

    @Test
    void withoutATrunkOrForWhatIsLongTheRequestGoesOnItsOwn() {
        Lane lane = told();
        ByteBuf packet = packet();
        assertThat(send(lane, packet)).isFalse();

        trunk.open(wire);
        ByteBuf tooLong = Unpooled.buffer().writeZero(Trunk.MAX_BYTES + 1);
        assertThat(send(lane, tooLong)).isFalse();
        assertThat(lane.used()).isFalse();
        assertThat(packet.refCnt()).isOne();
        packet.release();
        tooLong.release();
    }

    @Test
    void aShortBodyGoesWithItsHead() {
        trunk.open(wire);
        Lane lane = told();
        lane.hold(packet());

        assertThat(lane.holdMore(packet())).isTrue();
        assertThat(lane.send()).isTrue();
        wire.runPendingTasks();

        ByteBuf sent = wire.readOutbound();
        assertThat(sent.skipBytes(Integer.BYTES).readInt()).isEqualTo(2);
        sent.release();
    }

    @Test
    void aBodyThatIsTooLongTakesItsHeadWithIt() {
        trunk.open(wire);
        Lane lane = told();
        ByteBuf head = packet();
        ByteBuf body = Unpooled.buffer().writeZero(Trunk.MAX_BYTES);
        lane.hold(head);

        assertThat(lane.holdMore(body)).isFalse();
        assertThat(lane.letGo()).isSameAs(head);
        assertThat(lane.send()).isFalse();
        assertThat(lane.used()).isFalse();
        head.release();
        body.release();
    }

    @Test
    void aPieceOfAFileGoesOnItsOwn() {
        trunk.open(wire);
        Lane lane = told();
        lane.hold(packet());

        assertThat(lane.holdMore("no buffer")).isFalse();
        assertThat(lane.letGo()).isNotNull();
    }

    @Test
    void aWorkerThatDoesNotCountGetsNothingThere() {
        trunk.open(wire);

        assertThat(lane(null).hold(packet())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2:3", "2:3:x", "3:0:1", "0:0:1", "2:8:1", "2:-1:1", "2:3:99999999999"})
    void whatIsNoPlaceOfThisBoardIsNone(String text) {
        assertThat(Receipt.of(Vars.of(Wire.RECEIPT, text), board)).isNull();
    }
}
