package dev.serval.router.quic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassedPacketTest {

    private static final InetSocketAddress HERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 443);
    private static final long SOCKET = 77;

    @Test
    void aPacketArrivesAsItWasPassedByteByByte() {
        for (String host : List.of("192.0.2.1", "2001:db8::1")) {
            InetSocketAddress client = new InetSocketAddress(host, 65000);
            EmbeddedChannel line =
                    new EmbeddedChannel(
                            new LengthFieldBasedFrameDecoder(PassedPacket.MAX_BYTES, 0, 4, 0, 4));
            ByteBuf bytes = encoded(client);
            while (bytes.isReadable()) {
                line.writeInbound(bytes.readRetainedSlice(1));
            }
            bytes.release();
            ByteBuf frame = line.readInbound();
            PassedPacket passed = PassedPacket.decode(frame);

            assertThat(passed.socket()).isEqualTo(SOCKET);
            assertThat(passed.sender()).isEqualTo(client);
            assertThat(passed.content().toString(US_ASCII)).isEqualTo("packet");
            passed.content().release();
            frame.release();
        }
    }

    @Test
    void aFrameThatEndsInItsHeadIsMalformed() {
        ByteBuf whole = encoded(new InetSocketAddress("192.0.2.1", 1)).skipBytes(Integer.BYTES);
        int head = Long.BYTES + 1 + 4 + 2;
        for (int length = 0; length < head; length++) {
            ByteBuf cut = whole.copy(whole.readerIndex(), length);
            assertThatThrownBy(() -> PassedPacket.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        ByteBuf odd = Unpooled.buffer().writeLong(SOCKET).writeByte(5).writeZero(20);
        assertThatThrownBy(() -> PassedPacket.decode(odd))
                .isInstanceOf(IllegalArgumentException.class);
        whole.release();
    }

    private static ByteBuf encoded(InetSocketAddress client) {
        return PassedPacket.encode(
                UnpooledByteBufAllocator.DEFAULT,
                SOCKET,
                new DatagramPacket(Unpooled.copiedBuffer("packet", US_ASCII), HERE, client));
    }
}
