package dev.serval.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.http.Verdict.Refuse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What becomes of a client's bytes, in words: a line for each request and its verdict, for its
 * body, and for its end. Nothing is read after a refusal, as no connection goes on after one.
 *
 * <p>All buffers come from an allocator of its own, and all of them must have gone back to it.
 */
final class RequestReader {

    static final HttpLimits LIMITS = new HttpLimits(200, 1000, 20, 100, HostNames.ANY);

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final EmbeddedChannel channel;
    private final List<HttpRequest> requests = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private boolean refused;

    private RequestReader() {
        channel = new EmbeddedChannel();
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(HttpDecoding.requestDecoder(LIMITS));
    }

    /** What is read, whole and byte by byte; both must be the same. */
    static List<String> read(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        List<String> whole = read(bytes, Math.max(1, bytes.length)).lines;
        assertThat(read(bytes, 1).lines).as("byte by byte").isEqualTo(whole);
        return whole;
    }

    static List<String> readWhole(byte[] bytes) {
        return read(bytes, Math.max(1, bytes.length)).lines;
    }

    /** The one request that these bytes are. */
    static HttpRequest request(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        return read(bytes, bytes.length).requests.getFirst();
    }

    /** The requests that the guard passes. */
    static List<HttpRequest> passed(byte[] bytes) {
        return read(bytes, Math.max(1, bytes.length)).requests.stream()
                .filter(r -> RequestGuard.check(r, LIMITS).equals(Verdict.PASS))
                .toList();
    }

    private static RequestReader read(byte[] bytes, int size) {
        RequestReader reader = new RequestReader();
        for (int at = 0; at < bytes.length; at += size) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size));
            reader.channel.writeInbound(reader.allocator.buffer(size).writeBytes(piece));
            reader.takeAll();
        }
        reader.channel.finish();
        reader.takeAll();
        reader.bodyIsOver();
        assertThat(reader.allocator.metric().usedHeapMemory()).as("bytes leaked").isZero();
        return reader;
    }

    private void takeAll() {
        for (Object m = channel.readInbound(); m != null; m = channel.readInbound()) {
            if (!refused && m instanceof HttpRequest request) {
                take(request);
            }
            if (m instanceof HttpContent content) {
                take(content);
            }
        }
    }

    private void take(HttpRequest request) {
        requests.add(request);
        Verdict verdict = RequestGuard.check(request, LIMITS);
        switch (verdict) {
            case Verdict.Pass _ -> lines.add(request.method() + " " + request.uri());
            case Refuse(int status, String why) -> {
                refused = true;
                lines.add(status + " " + why);
            }
        }
    }

    private void take(HttpContent content) {
        ByteBuf bytes = content.content();
        if (!refused) {
            body.append(bytes.toString(ISO_8859_1));
        }
        bytes.release();
        if (!refused && content.decoderResult().isFailure()) {
            bodyIsOver();
            refused = true;
            lines.add("broken body");
        }
        if (!refused && content instanceof LastHttpContent) {
            bodyIsOver();
            lines.add("end");
        }
    }

    private void bodyIsOver() {
        if (!body.isEmpty()) {
            lines.add("body " + body);
            body.setLength(0);
        }
    }
}
