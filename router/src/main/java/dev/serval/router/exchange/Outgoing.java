package dev.serval.router.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * What leaves for one client. A head and the first piece behind it wait for what comes next, until
 * the next flush at the latest: an answer that comes whole is written once, and not in three parts.
 * Loop only.
 */
final class Outgoing {

    private final Channel channel;
    private @Nullable HttpResponse head;
    private @Nullable ByteBuf piece;
    private boolean dirty;

    Outgoing(Channel channel) {
        this.channel = channel;
    }

    /** Takes over a part of an answer; nothing leaves before {@link #flush}. */
    void write(Object part) {
        dirty = true;
        HttpResponse waiting = head;
        if (waiting == null) {
            if (part instanceof HttpResponse begun && !(part instanceof FullHttpResponse)) {
                head = begun;
            } else {
                channel.write(part, channel.voidPromise());
            }
        } else if (LastHttpContent.EMPTY_LAST_CONTENT.equals(part)) {
            whole(waiting);
        } else if (piece == null
                && part instanceof HttpContent content
                && !(part instanceof LastHttpContent)) {
            piece = content.content();
        } else {
            writeHeld();
            channel.write(part, channel.voidPromise());
        }
    }

    private void whole(HttpResponse begun) {
        ByteBuf body = piece == null ? Unpooled.EMPTY_BUFFER : piece;
        head = null;
        piece = null;
        channel.write(
                new DefaultFullHttpResponse(
                        begun.protocolVersion(),
                        begun.status(),
                        body,
                        begun.headers(),
                        EmptyHttpHeaders.INSTANCE),
                channel.voidPromise());
    }

    /** Writes now, and tells when the client has taken it. */
    ChannelFuture send(Object part) {
        writeHeld();
        dirty = false;
        return channel.writeAndFlush(part);
    }

    /**
     * Lets all leave.
     *
     * @return whether there was anything
     */
    boolean flush() {
        if (!dirty) {
            return false;
        }
        writeHeld();
        dirty = false;
        channel.flush();
        return true;
    }

    /** There is no client any more. */
    void drop() {
        ReferenceCountUtil.release(piece);
        head = null;
        piece = null;
    }

    /** Nothing waits here any more; whoever ends the channel flushes it. */
    void writeHeld() {
        HttpResponse begun = head;
        ByteBuf first = piece;
        head = null;
        piece = null;
        if (begun != null) {
            channel.write(begun, channel.voidPromise());
        }
        if (first != null) {
            channel.write(new DefaultHttpContent(first), channel.voidPromise());
        }
    }
}
