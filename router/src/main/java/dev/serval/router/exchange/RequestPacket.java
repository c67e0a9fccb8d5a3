package dev.serval.router.exchange;

import dev.serval.http.ClientFacts;
import dev.serval.http.RequestVars;
import dev.serval.http.Sender;
import dev.serval.uwsgi.VarsWriter;
import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/** A request's head as a uwsgi packet. Pure. */
final class RequestPacket {

    private static final byte[] KEEP = Wire.ascii(Wire.KEEP);
    private static final byte[] FILES = Wire.ascii(Wire.FILES);
    private static final byte[] YES = Wire.ascii("1");
    private static final byte[] BODY = Wire.ascii(Wire.BODY);
    private static final byte[] CHUNKED = Wire.ascii("chunked");
    private static final byte[] CONTENT_LENGTH = Wire.ascii("CONTENT_LENGTH");

    private RequestPacket() {}

    /**
     * @param length of a body that came in chunks and goes out whole; -1 for any other
     * @throws dev.serval.uwsgi.UwsgiProtocolException if it does not fit
     */
    static void write(
            ByteBuf packet,
            Rules rules,
            HttpRequest request,
            ClientFacts facts,
            Sender sender,
            long length) {
        VarsWriter vars = VarsWriter.into(packet, rules.modifier1(), 0);
        RequestVars.write(vars, request, facts, sender);
        vars.put(KEEP, YES);
        if (rules.upstream().isOurs()) {
            vars.put(FILES, YES);
        }
        if (length >= 0) {
            vars.put(CONTENT_LENGTH, Long.toString(length));
        } else if (HttpUtil.isTransferEncodingChunked(request)) {
            vars.put(BODY, CHUNKED);
        }
        vars.finish();
    }
}
