package dev.serval.router.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ConnectionIdsTest {

    private static final byte[] VERSION_1 = {0, 0, 0, 1};

    private final ConnectionIds ids = new ConnectionIds();

    @Test
    void anIdBeginsWithTheMarkOfItsRouterAndIsLikeNoOther() {
        ByteBuffer one = ids.newId(ConnectionIds.LENGTH);
        ByteBuffer two = ids.newId(ByteBuffer.allocate(8), ConnectionIds.LENGTH);

        assertThat(one.remaining()).isEqualTo(ConnectionIds.LENGTH);
        assertThat(one.getLong(0)).isEqualTo(ids.mark()).isEqualTo(two.getLong(0));
        assertThat(one).isNotEqualTo(two);
        assertThat(new ConnectionIds().mark()).isNotEqualTo(ids.mark());
    }

    @Test
    void aPacketOfAConnectionThatIsOpenNamesItsRouter() {
        ByteBuf packet = Unpooled.buffer().writeByte(0x4b);
        packet.writeBytes(ids.newId(ConnectionIds.LENGTH)).writeByte(1);

        assertThat(ConnectionIds.markOf(packet)).isEqualTo(ids.mark());
        assertThat(packet.readerIndex()).isZero();
    }

    @Test
    void soDoesOneOfAHandshakeOnceItKnowsOurId() {
        ByteBuf packet = Unpooled.buffer().writeByte(0xe0).writeBytes(VERSION_1);
        packet.writeByte(ConnectionIds.LENGTH).writeBytes(ids.newId(ConnectionIds.LENGTH));
        packet.writeByte(0);

        assertThat(ConnectionIds.markOf(packet)).isEqualTo(ids.mark());
    }

    @Test
    void aClientsOwnIdNamesNobody() {
        ByteBuf packet = Unpooled.buffer().writeByte(0xc0).writeBytes(VERSION_1);
        packet.writeByte(8).writeZero(1200);

        assertThat(ConnectionIds.markOf(packet)).isEqualTo(ConnectionIds.NONE);
    }

    @Test
    void aPacketCutAnywhereNamesNobodyAndIsReadNoFurther() {
        ByteBuf packet = Unpooled.buffer().writeByte(0xe0).writeBytes(VERSION_1);
        packet.writeByte(ConnectionIds.LENGTH).writeBytes(ids.newId(ConnectionIds.LENGTH));
        for (int length = 0; length < packet.readableBytes(); length++) {
            assertThat(ConnectionIds.markOf(packet.copy(0, length))).isEqualTo(ConnectionIds.NONE);
        }
        ByteBuf open = Unpooled.buffer().writeByte(0x40).writeZero(ConnectionIds.LENGTH - 1);

        assertThat(ConnectionIds.markOf(open)).isEqualTo(ConnectionIds.NONE);
    }
}
