package dev.serval.worker.answer;

import dev.serval.app.Body;
import dev.serval.app.Response;
import dev.serval.http.RequestIds;
import dev.serval.uwsgi.Vars;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;

/** An answer of the worker's own, without the application, after which the connection ends. */
public final class PlainAnswer {

    private PlainAnswer() {}

    /**
     * To a gateway.
     *
     * @param status 400 to 599
     */
    public static ByteBuf of(ByteBufAllocator allocator, int status, Vars request) {
        return of(allocator, status, "", request, Speech.UWSGI);
    }

    /**
     * To a client.
     *
     * @param status 400 to 599
     * @param why one sentence in ASCII
     */
    public static ByteBuf of(ByteBufAllocator allocator, int status, String why) {
        return of(allocator, status, why + "\n", Vars.of(), Speech.HTTP);
    }

    /**
     * To whoever asked, when nothing of the request is at hand.
     *
     * @param status 400 to 599
     */
    public static ByteBuf of(ByteBufAllocator allocator, int status, Speech speech) {
        return of(allocator, status, "", Vars.of("SERVER_PROTOCOL", "HTTP/1.1"), speech);
    }

    private static ByteBuf of(
            ByteBufAllocator allocator, int status, String why, Vars request, Speech speech) {
        Response answer =
                Response.text(HttpResponseStatus.valueOf(status) + "\n" + why).withStatus(status);
        String method = request.get("REQUEST_METHOD");
        String protocol = request.get("SERVER_PROTOCOL");
        AnswerHead.Terms terms =
                new AnswerHead.Terms(
                        false,
                        false,
                        false,
                        speech,
                        speech == Speech.HTTP ? RequestIds.fresh().request() : "");
        AnswerHead head =
                AnswerHead.of(
                        answer,
                        method == null ? "" : method,
                        AnswerHead.knownLength(answer.body()),
                        terms);
        ByteBuf bytes = allocator.buffer();
        head.write(bytes, answer, protocol == null ? "" : protocol, terms);
        if (!head.bodiless() && answer.body() instanceof Body.Bytes(byte[] content)) {
            bytes.writeBytes(content);
        }
        return bytes;
    }
}
