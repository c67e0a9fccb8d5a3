package dev.serval.uwsgi;

import static io.netty.buffer.UnpooledByteBufAllocator.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingTest {

    private static final Vars FACTS = Vars.of(Wire.WORKER, "2", Wire.PID, "4711", Wire.CORES, "8");

    @Test
    void aPlainPingAndItsAnswerAreWhatStockUwsgiSends() {
        assertThat(Bytes.drain(Ping.request(DEFAULT))).isEqualTo(Bytes.hex("64000000"));
        assertThat(Bytes.drain(Ping.reply(DEFAULT, Vars.of()))).isEqualTo(Bytes.hex("64000001"));
    }

    @Test
    void aPingThatKeepsTheConnectionIsFollowedByARequest() {
        byte[] ping = Bytes.drain(Ping.request(DEFAULT, Vars.of()));

        assertThat(Transcript.ofRequests(Bytes.join(ping, Bytes.packet("PATH_INFO", "/"))))
                .containsExactly("head 100 0 SERVAL_KEEP=1", "end", "head 0 0 PATH_INFO=/", "end");
    }

    @Test
    void anAnswerIsReadWithItsFacts() {
        byte[] reply = Bytes.drain(Ping.reply(DEFAULT, FACTS));

        assertThat(Transcript.of(new PongDecoder(), List.of(reply)))
                .isEqualTo(Transcript.of(new PongDecoder(), Bytes.split(reply, 1)))
                .containsExactly("head 100 1 SERVAL_WORKER=2 SERVAL_PID=4711 SERVAL_CORES=8");
    }

    @Test
    void whatFollowsTheAnswerBelongsToTheNextHandler() {
        EmbeddedChannel channel = new EmbeddedChannel(new PongDecoder());
        ByteBuf bytes = Unpooled.wrappedBuffer(Bytes.hex("64000001"), Bytes.text("HTTP/1.1 200"));

        channel.writeInbound(bytes);

        assertThat(channel.pipeline().get(PongDecoder.class)).isNull();
        assertThat(channel.<Object>readInbound()).isInstanceOf(UwsgiHead.class);
        ByteBuf rest = channel.readInbound();
        assertThat(Bytes.drain(rest)).isEqualTo(Bytes.text("HTTP/1.1 200"));
        assertThat(bytes.refCnt()).isZero();
        assertThat(channel.finish()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "64010401, the variable block is 1025 bytes; the limit is 1024 (buffer-size)",
        "64040001 00000000, a variable has an empty name",
        "64030001 020061, a variable claims 2 bytes but only 1 are left in the block",
    })
    void anAnswerThatIsNoPacketIsRefused(String reply, String fault) {
        assertThat(Transcript.of(new PongDecoder(), List.of(Bytes.hex(reply))))
                .contains("fault: " + fault);
    }
}
