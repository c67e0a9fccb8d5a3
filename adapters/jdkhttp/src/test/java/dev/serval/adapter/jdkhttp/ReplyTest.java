package dev.serval.adapter.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import dev.serval.app.Body;
import dev.serval.app.BodyWriter;
import dev.serval.app.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReplyTest {

    private final Reply reply = new Reply();

    private void head(long length) throws IOException {
        reply.head(ReplyHead.of(200, length, new Headers(), "GET"));
    }

    @Test
    void aSmallAnswerCrossesWholeThoughItsLengthWasNotKnown() throws Exception {
        head(0);
        reply.stream().write(new byte[1000]);
        reply.stream().close();
        assertThat(reply.await().body()).isInstanceOf(Body.Bytes.class);
    }

    @Test
    void whatIsFlushedIsPassedOnAsItComes() throws Exception {
        head(0);
        reply.stream().write(new byte[10]);
        reply.stream().flush();
        Response begun = reply.await();
        reply.stream().write(new byte[20]);
        reply.stream().close();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        streaming(begun).writeTo(to(out));
        assertThat(out.size()).isEqualTo(30);
    }

    @Test
    void aWriterWaitsForASlowClientAndEndsWhenItIsGone() throws Exception {
        head(0);
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(() -> {
                    try {
                        reply.stream().write(new byte[10_000_000]);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
        BodyWriter broken =
                new BodyWriter() {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        throw new IOException("gone");
                    }

                    @Override
                    public void flush() {}
                };
        Body.Streaming body = streaming(reply.await());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> body.writeTo(broken));
        assertThat(writer.handle((_, thrown) -> Objects.toString(thrown)).get())
                .contains("the client is gone");
    }

    @Test
    void aRequestThatIsGivenUpInterruptsItsHandlerAndShowsWhereItWas() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    reply.begin();
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.complete(true);
                    }
                });
        running.await();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(reply::await)
                .withMessageContaining("the handler was here");
        assertThat(interrupted.get()).isTrue();
    }

    private static Body.Streaming streaming(Response response) {
        return (Body.Streaming) response.body();
    }

    private static BodyWriter to(ByteArrayOutputStream out) {
        return new BodyWriter() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                out.write(bytes, offset, length);
            }

            @Override
            public void flush() {}
        };
    }
}
