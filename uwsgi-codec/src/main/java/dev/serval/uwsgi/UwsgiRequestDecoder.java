package dev.serval.uwsgi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of the wire: bytes in; {@link UwsgiHead}, body as {@link ByteBuf}s, {@link
 * UwsgiEnd} out, once a packet.
 *
 * <p>Wire form (uwsgi-docs, Protocol.rst): modifier1 u8, vars length u16 little-endian, modifier2
 * u8, then that many bytes of (u16le length, bytes) pairs, key before value. The body follows,
 * {@code CONTENT_LENGTH} bytes of it, or chunks if {@link Wire#BODY} says so. Another packet may
 * follow if this one carried {@link Wire#KEEP}; otherwise what comes after the body is thrown away.
 *
 * <p>One decoder a connection, on its event loop. After a {@link UwsgiProtocolException} nothing
 * more comes out: the connection is of no more use.
 */
public final class UwsgiRequestDecoder extends ByteToMessageDecoder {

    static final int PREFIX_BYTES = 4;

    private final int maxVarsBytes;
    private final int maxVars;
    private @Nullable BodyFraming body;
    private boolean keep;
    private boolean over;
    private boolean held;

    /**
     * @param maxVarsBytes the largest variable block taken, in bytes, at most 65535
     * @param maxVars the most variables taken in one packet
     */
    public UwsgiRequestDecoder(int maxVarsBytes, int maxVars) {
        this.maxVarsBytes = maxVarsBytes;
        this.maxVars = maxVars;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (held) {
            return;
        }
        if (over) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            BodyFraming current = body;
            if (current == null) {
                decodeHead(in, out);
            } else {
                decodeBody(current, in, out);
            }
        } catch (UwsgiProtocolException e) {
            // Netty would decode the rest, at the latest when the channel closes.
            over = true;
            throw e;
        }
    }

    /**
     * Goes on after a packet that asked for a WebSocket and was not answered with 101. Loop only.
     *
     * @param channel whose pipeline this is in
     */
    public static void resume(Channel channel) {
        UwsgiRequestDecoder decoder = channel.pipeline().get(UwsgiRequestDecoder.class);
        if (decoder != null) {
            // Later: the decoder may be in the middle of telling of the packet.
            channel.eventLoop().execute(() -> decoder.resumeIn(channel));
        }
    }

    private void resumeIn(Channel channel) {
        ChannelHandlerContext ctx = channel.pipeline().context(this);
        if (ctx == null || !held) {
            return;
        }
        held = false;
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            channelReadComplete(ctx);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }

    private void decodeBody(BodyFraming current, ByteBuf in, List<Object> out) {
        ByteBuf piece = current.take(in);
        if (piece.isReadable()) {
            out.add(piece);
        } else {
            piece.release();
        }
        endIfDue(current, out);
    }

    private void decodeHead(ByteBuf in, List<Object> out) {
        if (in.readableBytes() < PREFIX_BYTES) {
            return;
        }
        int start = in.readerIndex();
        int varsBytes = in.getUnsignedShortLE(start + 1);
        if (isLetter(in, start) && isLetter(in, start + 1) && isLetter(in, start + 2)) {
            throw UwsgiProtocolException.http();
        }
        if (varsBytes > maxVarsBytes) {
            throw UwsgiProtocolException.oversized(varsBytes, maxVarsBytes);
        }
        if (in.readableBytes() < PREFIX_BYTES + varsBytes) {
            return;
        }
        int modifier1 = in.readUnsignedByte();
        in.skipBytes(Short.BYTES);
        int modifier2 = in.readUnsignedByte();
        Vars vars = Vars.read(in.readSlice(varsBytes), maxVars);
        BodyFraming framing = framing(vars);
        body = framing;
        keep = vars.get(Wire.KEEP) != null;
        held = framing.ended() && Wire.asksForSocket(vars);
        out.add(new UwsgiHead(modifier1, modifier2, vars));
        endIfDue(framing, out);
    }

    private void endIfDue(BodyFraming framing, List<Object> out) {
        if (framing.ended()) {
            out.add(UwsgiEnd.INSTANCE);
            body = null;
            over = !keep;
        }
    }

    /** No modifier we know is a capital letter; three in a row are an HTTP method. */
    private static boolean isLetter(ByteBuf in, int at) {
        byte b = in.getByte(at);
        return b >= 'A' && b <= 'Z';
    }

    private static BodyFraming framing(Vars vars) {
        if (vars.get(Wire.BODY) != null) {
            return new ChunkedBody();
        }
        String length = vars.get("CONTENT_LENGTH");
        return CountedBody.of(length == null ? "" : length);
    }
}
