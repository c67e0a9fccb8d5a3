package dev.serval.worker.serve;

import dev.serval.app.Body;
import dev.serval.app.Response;
import dev.serval.uwsgi.Vars;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;

/** An answer of the worker's own, without the application, after which the connection ends. */
final class PlainAnswer {

    private PlainAnswer() {}

    static ByteBuf of(ByteBufAllocator allocator, int status, Vars request) {
        Response answer =
                Response.text(HttpResponseStatus.valueOf(status) + "\n").withStatus(status);
        String method = request.get("REQUEST_METHOD");
        String protocol = request.get("SERVER_PROTOCOL");
        AnswerHead head =
                AnswerHead.of(
                        answer,
                        method == null ? "" : method,
                        AnswerHead.knownLength(answer.body()),
                        new AnswerHead.Terms(false, false));
        ByteBuf bytes = allocator.buffer();
        head.write(bytes, answer, protocol == null ? "" : protocol, false);
        if (!head.bodiless() && answer.body() instanceof Body.Bytes(byte[] content)) {
            bytes.writeBytes(content);
        }
        return bytes;
    }
}
