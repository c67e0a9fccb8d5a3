package dev.serval.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.serval.uwsgi.VarsWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;

/**
 * Runs over the seeds beside it; with {@code JAZZER_FUZZ=1} in the environment it looks for more.
 */
class RequestFuzzTest {

    private static final ClientFacts FACTS = new ClientFacts("192.0.2.7", "1", "vm", "80", false);

    @FuzzTest(maxDuration = "2m")
    void anyBytesAreRefusedOrBecomeVariables(byte[] bytes) {
        List<HttpRequest> passed = RequestReader.passed(bytes);

        for (HttpRequest request : passed) {
            ByteBuf packet = Unpooled.buffer();
            VarsWriter writer = VarsWriter.into(packet, 0, 0);
            RequestVars.write(
                    writer, request, FACTS, Forwarding.of(request.headers(), FACTS, _ -> false));
            writer.finish();
            String path = TargetPath.parse(request.method(), request.uri()).path();

            assertThat(packet.readableBytes()).isLessThan(0xffff);
            assertThat(path + "/").doesNotContain("/../").doesNotContain("/./");
        }
    }
}
