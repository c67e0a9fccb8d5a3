package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Gives all bytes that it has promised, and takes its time to say that they were all. */
public final class Tardy implements App {

    private static final int BYTES = 70_000;
    private static final long MORE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    @Override
    @SuppressWarnings("InputStreamSlowMultibyteRead") // it has none
    public Response handle(Request request) {
        InputStream end =
                new InputStream() {
                    @Override
                    public int read() {
                        LockSupport.parkNanos(MORE_NANOS);
                        return -1;
                    }
                };
        InputStream content =
                new SequenceInputStream(new ByteArrayInputStream(new byte[BYTES]), end);
        return Response.stream("application/octet-stream", content, BYTES);
    }
}
