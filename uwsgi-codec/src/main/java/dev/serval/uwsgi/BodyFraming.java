package dev.serval.uwsgi;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of one request body. Fed the same buffer again and again, it takes what belongs to
 * the body and leaves the rest.
 */
sealed interface BodyFraming permits CountedBody, ChunkedBody {

    /** Whether the last byte has been taken. */
    boolean ended();

    /**
     * Takes the next piece.
     *
     * @return the piece, retained; empty when more bytes are needed
     * @throws UwsgiProtocolException if the framing is broken
     */
    ByteBuf take(ByteBuf in);
}
