package dev.serval.router.exchange;

import dev.serval.http.ClientFacts;
import dev.serval.http.HttpRequestHead;
import dev.serval.http.RequestVars;
import dev.serval.http.Sender;
import dev.serval.router.upstream.UpstreamConnection;
import dev.serval.uwsgi.UwsgiProtocolException;
import dev.serval.uwsgi.VarsWriter;
import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/** A request's head as the backend wants it: a uwsgi packet, or one of HTTP. */
final class RequestPacket {

    private static final int BYTES = 1024;
    private static final byte[] KEEP = Wire.ascii(Wire.KEEP);
    private static final byte[] FILES = Wire.ascii(Wire.FILES);
    private static final byte[] YES = Wire.ascii("1");
    private static final byte[] BODY = Wire.ascii(Wire.BODY);
    private static final byte[] CHUNKED = Wire.ascii("chunked");
    private static final byte[] CONTENT_LENGTH = Wire.ascii("CONTENT_LENGTH");

    private RequestPacket() {}

    /**
     * @param to whom it is for
     * @param length of a body that came in chunks and goes out whole; -1 for any other
     * @throws UwsgiProtocolException if it does not fit into a packet
     */
    static ByteBuf of(
            UpstreamConnection to,
            int modifier1,
            HttpRequest request,
            ClientFacts facts,
            Sender sender,
            long length) {
        ByteBuf out = to.buffer(BYTES);
        if (to.http()) {
            HttpRequestHead.write(out, request, facts, sender, length);
            return out;
        }
        try {
            VarsWriter vars = VarsWriter.into(out, modifier1, 0);
            RequestVars.write(vars, request, facts, sender);
            vars.put(KEEP, YES);
            if (to.isOurs()) {
                vars.put(FILES, YES);
            }
            body(vars, request, length);
            vars.finish();
            return out;
        } catch (UwsgiProtocolException e) {
            out.release();
            throw e;
        }
    }

    private static void body(VarsWriter vars, HttpRequest request, long length) {
        if (length >= 0) {
            vars.put(CONTENT_LENGTH, Long.toString(length));
        } else if (HttpUtil.isTransferEncodingChunked(request)) {
            vars.put(BODY, CHUNKED);
        }
    }
}
