package dev.serval.uwsgi;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Reads the answer to one {@link Ping#request}, passes it on as a {@link UwsgiHead} and takes
 * itself out of the pipeline; what follows belongs to the next handler.
 */
public final class PongDecoder extends ByteToMessageDecoder {

    private static final int MAX_BYTES = 1024;
    private static final int MAX_VARS = 16;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < UwsgiRequestDecoder.PREFIX_BYTES) {
            return;
        }
        int varsBytes = in.getUnsignedShortLE(in.readerIndex() + 1);
        if (varsBytes > MAX_BYTES) {
            throw UwsgiProtocolException.oversized(varsBytes, MAX_BYTES);
        }
        if (in.readableBytes() < UwsgiRequestDecoder.PREFIX_BYTES + varsBytes) {
            return;
        }
        int modifier1 = in.readUnsignedByte();
        in.skipBytes(Short.BYTES);
        int modifier2 = in.readUnsignedByte();
        Vars facts = Vars.read(in.readSlice(varsBytes), MAX_VARS);
        out.add(new UwsgiHead(modifier1, modifier2, facts));
        ctx.pipeline().remove(this);
    }
}
