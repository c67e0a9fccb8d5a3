package dev.serval.bench;

import dev.serval.http.HttpDecoding;
import dev.serval.http.HttpLimits;
import dev.serval.http.RequestGuard;
import dev.serval.http.ResponseHead;
import dev.serval.http.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A request's way out of its bytes, and what the router decides of each request and answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HttpBench {

    private final HttpRequest least = Requests.least();
    private final HttpRequest browsers = Requests.browsers();
    private final HttpLimits limits = Requests.LIMITS;
    private final HttpResponse answer = answer();
    private final ByteBuf leastBytes = Requests.leastBytes();
    private final ByteBuf browsersBytes = Requests.browsersBytes();
    private final EmbeddedChannel client = new EmbeddedChannel(HttpDecoding.requestDecoder(limits));

    private static HttpResponse answer() {
        HttpResponse answer = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        answer.headers()
                .set("Content-Type", "text/plain")
                .set("Content-Length", "12")
                .set("Date", "Sat, 28 Nov 2026 12:00:00 GMT");
        return answer;
    }

    /** wrk's request out of its bytes; some of it is the embedded channel's. */
    @Benchmark
    public Object decodeLeast() {
        return Requests.head(client, leastBytes);
    }

    /** A browser's request out of its bytes. */
    @Benchmark
    public Object decodeBrowsers() {
        return Requests.head(client, browsersBytes);
    }

    /** May wrk's request pass? */
    @Benchmark
    public Verdict guardLeast() {
        return RequestGuard.check(least, limits);
    }

    /** May a browser's request pass? */
    @Benchmark
    public Verdict guardBrowsers() {
        return RequestGuard.check(browsers, limits);
    }

    /** The client's head of a worker's answer. */
    @Benchmark
    public ResponseHead responseHead() {
        return ResponseHead.of(answer, HttpMethod.GET, HttpVersion.HTTP_1_1, true);
    }
}
