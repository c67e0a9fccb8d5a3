package dev.serval.worker.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.board.LaneCell;
import dev.serval.control.board.Scoreboard;
import dev.serval.uwsgi.Ping;
import dev.serval.uwsgi.Trunk;
import dev.serval.uwsgi.UwsgiHead;
import dev.serval.uwsgi.UwsgiRequestDecoder;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrunksTest {

    private static final int SEAT = 2;

    private final Scoreboard board;
    private final Trunks trunks;
    private final EmbeddedChannel connection = new EmbeddedChannel();

    TrunksTest(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("board"));
        board = Scoreboard.map(file, new Scoreboard.Shape(SEAT, 1));
        trunks = new Trunks(new Receipts(board, SEAT));
    }

    private static ByteBuf answer(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private static Vars lane(String number) {
        return Vars.of(Wire.KEEP, "1", Wire.TRUNK, "t", Wire.LANE, number);
    }

    private Trunks.Lane lane(int number) {
        return Objects.requireNonNull(trunks.lane(lane(Integer.toString(number)), connection));
    }

    /** A connection that has just become a trunk. */
    private EmbeddedChannel trunk() {
        EmbeddedChannel channel = new EmbeddedChannel(new UwsgiRequestDecoder(4096, 64));
        trunks.add(Vars.of(Wire.TRUNK, "t"), channel);
        return channel;
    }

    @Test
    void answersOfOnePassLeaveTogether() {
        EmbeddedChannel trunk = trunk();

        assertThat(lane(1).send(answer("one"))).isTrue();
        assertThat(lane(2).send(answer("two"))).isTrue();
        trunk.runPendingTasks();

        ByteBuf sent = trunk.readOutbound();
        assertThat(sent.readInt()).isEqualTo(1);
        assertThat(sent.readCharSequence(sent.readInt(), US_ASCII)).hasToString("one");
        assertThat(sent.readInt()).isEqualTo(2);
        assertThat(sent.readCharSequence(sent.readInt(), US_ASCII)).hasToString("two");
        assertThat(sent.isReadable()).isFalse();
        assertThat(trunk.outboundMessages()).isEmpty();
        sent.release();
    }

    @Test
    void withoutATrunkNothingIsTaken() {
        ByteBuf last = answer("one");

        assertThat(lane(1).send(last)).isFalse();

        trunk().close();
        assertThat(lane(1).send(last)).isFalse();
        assertThat(last.refCnt()).isOne();
        last.release();
    }

    @Test
    void whatIsTooLongIsNotTaken() {
        trunk();
        ByteBuf last = Unpooled.buffer().writeZero(Trunk.MAX_BYTES + 1);

        assertThat(lane(1).send(last)).isFalse();
        last.release();
    }

    @Test
    void onlyNumbersAreLanes() {
        assertThat(trunks.lane(Vars.of(Wire.KEEP, "1"), connection)).isNull();
        assertThat(trunks.lane(lane("-1"), connection)).isNull();
        assertThat(trunks.lane(lane("9999999999"), connection)).isNull();
        assertThat(Trunks.isTrunk(Vars.of(Wire.TRUNK, "t"))).isTrue();
        assertThat(Trunks.isTrunk(lane("1"))).isFalse();
    }

    @Test
    void whatHasComeOnTheTrunkCountsWhenItBegins() {
        Trunks.Lane lane = lane(1);
        String[] place = String.valueOf(lane.receipt()).split(":", -1);
        LaneCell cell = board.lane(Integer.parseInt(place[0]), Integer.parseInt(place[1]));
        int token = Integer.parseInt(place[2]);

        lane.begins();
        assertThat(cell.shows(token, 0)).as("it came on the connection").isTrue();

        trunk().writeInbound(Unpooled.buffer().writeInt(1).writeInt(1).writeByte('x'));
        assertThat(cell.shows(token, 0)).isTrue();
        lane.begins();
        assertThat(cell.shows(token, 1)).isTrue();
        lane.begins();
        assertThat(cell.shows(token, 1)).isTrue();
        connection.<ByteBuf>readInbound().release();
    }

    @Test
    void whatCameBehindThePingIsRead() {
        trunks.lane(lane("1"), connection);
        EmbeddedChannel channel = new EmbeddedChannel(new UwsgiRequestDecoder(4096, 64));
        channel.pipeline()
                .addLast(
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object message) {
                                if (message instanceof UwsgiHead head) {
                                    trunks.add(head.vars(), channel);
                                }
                            }
                        });
        ByteBuf frame = Unpooled.buffer().writeInt(1).writeInt(1).writeByte('x');
        channel.writeInbound(
                Unpooled.wrappedBuffer(
                        Ping.request(channel.alloc(), Vars.of(Wire.TRUNK, "t")), frame));

        ByteBuf read = connection.readInbound();
        assertThat(read.toString(US_ASCII)).isEqualTo("x");
        read.release();
    }

    @Test
    void lanesOutliveATrunkThatIsOpenedAnew() {
        Trunks.Lane lane = lane(1);
        EmbeddedChannel before = trunk();
        EmbeddedChannel after = trunk();
        before.close();

        assertThat(lane.send(answer("one"))).isTrue();
        after.runPendingTasks();
        ByteBuf sent = after.readOutbound();
        assertThat(sent.readableBytes()).isPositive();
        sent.release();
    }

    @Test
    void aPlaceIsGivenOutAgainOnceItsLaneIsClosed() {
        for (int i = 0; i < board.lanes(); i++) {
            assertThat(lane(i).receipt()).isNotNull();
        }
        assertThat(lane(board.lanes()).receipt()).isNull();

        connection.close();

        Vars again = lane(Integer.toString(board.lanes()));
        assertThat(trunks.lane(again, new EmbeddedChannel()))
                .extracting(Trunks.Lane::receipt)
                .isNotNull();
    }
}
