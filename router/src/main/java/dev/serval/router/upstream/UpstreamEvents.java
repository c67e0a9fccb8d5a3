package dev.serval.router.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;

/**
 * What happens to one request at its backend, told to the exchange it belongs to. All on the loop
 * of both channels.
 */
public interface UpstreamEvents {

    /** The head of the request. */
    HttpRequest request();

    /** A connection is there, for this request alone until it is given back. */
    void leased(UpstreamConnection connection);

    /** A head has come; 1xx heads too. */
    void answerHead(HttpResponse head);

    /** A piece of the answer's body; to be released by the receiver. */
    void answerBody(ByteBuf piece);

    /** The answer is complete. */
    void answerEnd();

    /** What was read at once has been told: a good time to flush. */
    void answerPause();

    /** The backend takes bytes again. */
    void writable();

    /**
     * There is no connection and there will be none, or it broke before the answer was complete.
     */
    void broken(Failure failure);
}
