package dev.serval.router.quic;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Has clients prove that they receive what is sent to their address, before anything is kept for
 * them, while many have begun a handshake and not finished it (RFC 9000 section 8.1.2).
 *
 * <p>A token: when it was made, in milliseconds; a MAC over that, the address and the id; the id.
 */
final class RetryTokens implements QuicTokenHandler {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int MAC_BYTES = 16;
    private static final int HEAD_BYTES = Long.BYTES + MAC_BYTES;
    private static final int MAX_ID_BYTES = 20;
    private static final Duration LIFETIME = Duration.ofSeconds(10);

    private final SecretKeySpec key;
    private final BooleanSupplier wanted;
    private final LongSupplier millis;

    /**
     * @param wanted whether clients are to prove it now
     * @param millis the time
     */
    RetryTokens(BooleanSupplier wanted, LongSupplier millis) {
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.wanted = wanted;
        this.millis = millis;
    }

    @Override
    public boolean writeToken(ByteBuf out, ByteBuf id, InetSocketAddress client) {
        if (!wanted.getAsBoolean()) {
            return false;
        }
        long now = millis.getAsLong();
        byte[] first = bytes(id);
        out.writeLong(now).writeBytes(mac(now, client, first)).writeBytes(first);
        return true;
    }

    @Override
    public int validateToken(ByteBuf token, InetSocketAddress client) {
        if (token.readableBytes() < HEAD_BYTES) {
            return -1;
        }
        ByteBuf parts = token.duplicate();
        long made = parts.readLong();
        byte[] said = bytes(parts.readSlice(MAC_BYTES));
        long age = millis.getAsLong() - made;
        boolean fresh = age >= 0 && age <= LIFETIME.toMillis();
        return fresh && MessageDigest.isEqual(said, mac(made, client, bytes(parts)))
                ? HEAD_BYTES
                : -1;
    }

    /** An id of another length than ours was not in any answer that had a token in it. */
    @Override
    public TokenValidationResult validateToken(
            ByteBuf token, InetSocketAddress client, ByteBuf id) {
        int offset = id.readableBytes() == ConnectionIds.LENGTH ? validateToken(token, client) : -1;
        return offset < 0
                ? TokenValidationResult.invalidToken()
                : TokenValidationResult.odcidFromToken(offset);
    }

    @Override
    public int maxTokenLength() {
        return HEAD_BYTES + MAX_ID_BYTES;
    }

    private byte[] mac(long made, InetSocketAddress client, byte[] id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(
                    ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                            .putLong(made)
                            .putInt(client.getPort())
                            .flip());
            mac.update(client.getAddress().getAddress());
            return Arrays.copyOf(mac.doFinal(id), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] all = new byte[buffer.readableBytes()];
        buffer.getBytes(buffer.readerIndex(), all);
        return all;
    }
}
