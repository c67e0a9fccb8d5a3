package clinic;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Answers that take their time. */
@RestController
@RequestMapping("/streams")
public class Streams {

    private final AtomicLong written = new AtomicLong();

    /** Three events, made by another thread. */
    @GetMapping("/events")
    SseEmitter events() {
        SseEmitter emitter = new SseEmitter();
        CompletableFuture.runAsync(() -> {
            try {
                for (int i = 1; i <= 3; i++) {
                    emitter.send("event " + i);
                }
                emitter.complete();
            } catch (IOException e) {
                emitter.completeWithError(e);
            }
        });
        return emitter;
    }

    /** Events for as long as somebody listens. */
    @GetMapping("/endless")
    SseEmitter endless() {
        SseEmitter emitter = new SseEmitter(0L);
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        while (true) {
                            emitter.send("tick");
                            Thread.sleep(20);
                        }
                    } catch (IOException | IllegalStateException | InterruptedException e) {
                        System.out.println("nobody listens any more");
                        emitter.completeWithError(e);
                    }
                });
        return emitter;
    }

    /** What comes, as soon as it came. */
    @PostMapping("/echo")
    void echo(InputStream in, HttpServletResponse response) throws IOException {
        byte[] block = new byte[1024];
        for (int length = in.read(block); length >= 0; length = in.read(block)) {
            response.getOutputStream().write(block, 0, length);
            response.flushBuffer();
        }
    }

    /** So many MiB. */
    @GetMapping("/megabytes")
    StreamingResponseBody megabytes(@RequestParam int mb) {
        written.set(0);
        return out -> {
            byte[] block = new byte[64 * 1024];
            for (int i = 0; i < mb * 16; i++) {
                out.write(block);
                written.addAndGet(block.length);
            }
        };
    }

    /** How many bytes of them have been written. */
    @GetMapping(value = "/written", produces = MediaType.TEXT_PLAIN_VALUE)
    String written() {
        return Long.toString(written.get());
    }

    @GetMapping("/callable")
    Callable<String> callable() {
        return () -> "called later";
    }

    /** Set by another thread, if at all. */
    @GetMapping("/deferred")
    DeferredResult<String> deferred(@RequestParam(defaultValue = "0") long timeout) {
        DeferredResult<String> result = new DeferredResult<>(timeout > 0 ? timeout : 60_000L);
        if (timeout == 0) {
            CompletableFuture.runAsync(() -> result.setResult("deferred"));
        }
        return result;
    }

    /** A part of an answer, then a failure. */
    @GetMapping("/broken")
    void broken(HttpServletResponse response) throws IOException {
        response.getOutputStream().print("a part");
        response.flushBuffer();
        throw new IllegalStateException("out of ink");
    }

    /** Counts a body without waiting for it. */
    @PostMapping("/count")
    void count(HttpServletRequest request) throws IOException {
        AsyncContext async = request.startAsync();
        ServletInputStream in = request.getInputStream();
        AtomicLong sum = new AtomicLong();
        in.setReadListener(
                new ReadListener() {
                    @Override
                    public void onDataAvailable() throws IOException {
                        byte[] block = new byte[8192];
                        while (in.isReady() && !in.isFinished()) {
                            sum.addAndGet(Math.max(0, in.read(block)));
                        }
                    }

                    @Override
                    public void onAllDataRead() throws IOException {
                        async.getResponse().getOutputStream().print(sum.get());
                        async.complete();
                    }

                    @Override
                    public void onError(Throwable fault) {
                        async.complete();
                    }
                });
    }
}
