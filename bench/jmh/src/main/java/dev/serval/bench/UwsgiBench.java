package dev.serval.bench;

import dev.serval.http.ClientFacts;
import dev.serval.http.Forwarding;
import dev.serval.http.RequestVars;
import dev.serval.uwsgi.UwsgiRequestDecoder;
import dev.serval.uwsgi.VarsWriter;
import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A request's way from the router's variables into a packet, and out of it in the worker. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class UwsgiBench {

    private static final ClientFacts FACTS =
            new ClientFacts("192.0.2.7", "38578", "vm", "8000", false);

    /** Whose request it is. */
    @Param({"least", "browsers"})
    public String whose = "least";

    private HttpRequest request = Requests.least();
    private final ByteBuf out = Unpooled.directBuffer(4096);
    private final ByteBuf packet = Unpooled.directBuffer(4096);
    private final EmbeddedChannel worker =
            new EmbeddedChannel(new UwsgiRequestDecoder(65535, 1000));

    /** Makes the request, and a packet of it whose connection is kept. */
    @Setup(Level.Trial)
    public void packet() {
        request = whose.equals("least") ? Requests.least() : Requests.browsers();
        packet.clear();
        write(packet, true);
    }

    /** Variables of the request, into a packet. */
    @Benchmark
    public ByteBuf encode() {
        out.clear();
        write(out, false);
        return out;
    }

    /** A packet's head and end, out of its bytes. */
    @Benchmark
    public Object decode() {
        return Requests.head(worker, packet);
    }

    private void write(ByteBuf into, boolean kept) {
        VarsWriter writer = VarsWriter.into(into, 0, 0);
        RequestVars.write(
                writer, request, FACTS, Forwarding.of(request.headers(), FACTS, _ -> false));
        if (kept) {
            writer.put(Wire.KEEP, "1");
        }
        writer.finish();
    }
}
