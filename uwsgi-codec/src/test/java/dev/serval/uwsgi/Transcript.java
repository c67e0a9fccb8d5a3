package dev.serval.uwsgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a decoder makes of some bytes, in words: a line for each head, body and end, and for a
 * fault. Pieces of one body are one line, so that the same bytes give the same words however they
 * are split.
 *
 * <p>All buffers come from an allocator of its own, and all of them must have gone back to it.
 */
final class Transcript {

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();

    private Transcript(ChannelHandler decoder) {
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(decoder);
    }

    /** The pieces are read one after the other, then the peer closes. */
    static List<String> of(ChannelHandler decoder, List<byte[]> pieces) {
        Transcript transcript = new Transcript(decoder);
        for (byte[] piece : pieces) {
            transcript.guarded(() -> transcript.feed(piece));
        }
        transcript.guarded(transcript.channel::finish);
        transcript.bodyIsOver();
        assertThat(transcript.allocator.metric().usedHeapMemory()).as("bytes leaked").isZero();
        return transcript.lines;
    }

    static List<String> ofRequests(byte[]... pieces) {
        return of(new UwsgiRequestDecoder(65535, 1000), List.of(pieces));
    }

    static List<String> ofRequestsByteByByte(byte[] bytes) {
        return of(new UwsgiRequestDecoder(65535, 1000), Bytes.split(bytes, 1));
    }

    static String head(int modifier1, int modifier2, Vars vars) {
        StringBuilder line = new StringBuilder("head " + modifier1 + " " + modifier2);
        vars.forEach((key, value) -> line.append(' ').append(key).append('=').append(value));
        return line.toString();
    }

    private void feed(byte[] piece) {
        ByteBuf buffer = allocator.buffer(Math.max(1, piece.length)).writeBytes(piece);
        channel.writeInbound(buffer);
    }

    private void guarded(Runnable step) {
        String fault = null;
        try {
            step.run();
        } catch (UwsgiProtocolException e) {
            fault = "fault: " + e.getMessage();
        }
        for (Object m = channel.readInbound(); m != null; m = channel.readInbound()) {
            take(m);
        }
        if (fault != null) {
            bodyIsOver();
            lines.add(fault);
        }
    }

    private void take(Object message) {
        switch (message) {
            case UwsgiHead(int modifier1, int modifier2, Vars vars) ->
                    lines.add(head(modifier1, modifier2, vars));
            case ByteBuf piece -> {
                assertThat(piece.isReadable()).as("a piece of a body has bytes").isTrue();
                body.append(piece.toString(ISO_8859_1));
                piece.release();
            }
            case UwsgiEnd _ -> {
                bodyIsOver();
                lines.add("end");
            }
            default -> lines.add("unexpected " + message);
        }
    }

    private void bodyIsOver() {
        if (!body.isEmpty()) {
            lines.add("body " + body);
            body.setLength(0);
        }
    }
}
