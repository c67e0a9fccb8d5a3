package dev.serval.router.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/** Waits for a client's first words and picks the certificate by the name in them. */
public final class Hello extends SniHandler {

    private static final int MAX_BYTES = 16 * 1024;

    /**
     * @param handshake how long the client may take for all of it
     */
    public Hello(Certificates certificates, Duration handshake) {
        super(certificates, MAX_BYTES, handshake.toMillis());
    }

    @Override
    protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
        SslHandler handler = super.newSslHandler(context, allocator);
        Staple.show(context, handler.engine());
        return handler;
    }
}
