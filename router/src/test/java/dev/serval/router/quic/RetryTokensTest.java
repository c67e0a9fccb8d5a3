package dev.serval.router.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryTokensTest {

    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.1", 4000);
    private static final ByteBuf FIRST_ID = Unpooled.copyLong(1, 2);
    private static final ByteBuf OUR_ID = Unpooled.wrappedBuffer(new byte[ConnectionIds.LENGTH]);

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final RetryTokens tokens = new RetryTokens(() -> true, millis::get);

    @Test
    void aTokenIsGoodForTheAddressThatGotItAndCarriesTheFirstId() {
        ByteBuf token = token();

        int offset = tokens.validateToken(token, CLIENT);
        assertThat(token.slice(offset, token.readableBytes() - offset)).isEqualTo(FIRST_ID);
        assertThat(token.readableBytes()).isLessThanOrEqualTo(tokens.maxTokenLength());
        assertThat(tokens.validateToken(token, CLIENT, OUR_ID).isValid()).isTrue();
    }

    @Test
    void itIsGoodForNoOtherAddressPortOrIdLength() {
        ByteBuf token = token();

        assertThat(tokens.validateToken(token, new InetSocketAddress("192.0.2.2", 4000)))
                .isEqualTo(-1);
        assertThat(tokens.validateToken(token, new InetSocketAddress("192.0.2.1", 4001)))
                .isEqualTo(-1);
        assertThat(tokens.validateToken(token, CLIENT, FIRST_ID).isValid()).isFalse();
    }

    @Test
    void itIsGoodForTenSeconds() {
        ByteBuf token = token();
        millis.addAndGet(10_000);
        assertThat(tokens.validateToken(token, CLIENT)).isPositive();
        millis.addAndGet(1);
        assertThat(tokens.validateToken(token, CLIENT)).isEqualTo(-1);
        millis.addAndGet(-20_000);
        assertThat(tokens.validateToken(token, CLIENT)).isEqualTo(-1);
    }

    @Test
    void noByteOfItMayBeAnother() {
        ByteBuf token = token();
        for (int i = 0; i < token.readableBytes(); i++) {
            ByteBuf changed = token.copy();
            changed.setByte(i, changed.getByte(i) ^ 1);
            assertThat(tokens.validateToken(changed, CLIENT)).as("byte %d", i).isEqualTo(-1);
            assertThat(tokens.validateToken(token.copy(0, i), CLIENT)).isEqualTo(-1);
        }
        RetryTokens others = new RetryTokens(() -> true, millis::get);
        assertThat(others.validateToken(token, CLIENT)).isEqualTo(-1);
    }

    @Test
    void nobodyIsAskedForOneInQuietTimes() {
        ByteBuf out = Unpooled.buffer();

        assertThat(new RetryTokens(() -> false, millis::get).writeToken(out, FIRST_ID, CLIENT))
                .isFalse();
        assertThat(out.isReadable()).isFalse();
    }

    private ByteBuf token() {
        ByteBuf out = Unpooled.buffer();
        assertThat(tokens.writeToken(out, FIRST_ID, CLIENT)).isTrue();
        return out;
    }
}
