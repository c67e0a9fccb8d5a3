package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.BodyWriter;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * Tells what it was asked, one fact a line, as {@code django/page.py} does.
 *
 * <p>{@code /missing} is not there; {@code /vars} tells all variables. {@code /parts} says one
 * word, and another after somebody has asked for {@code /release}. {@code /sees?CLASS} tells
 * whether it can load that class. {@code /process} tells who answers.
 */
public final class Teller implements App {

    private static final int BLOCK_BYTES = 65536;
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public Response handle(Request request) throws IOException {
        return switch (request.path()) {
            case "/missing" -> Response.text("not here\n").withStatus(404);
            case "/parts" -> Response.stream("text/plain", this::parts);
            case "/release" -> {
                released.countDown();
                yield Response.text("released\n");
            }
            case "/vars" -> {
                StringBuilder told = new StringBuilder();
                request.vars().forEach((name, value) -> told.append(name + "=" + value + "\n"));
                yield Response.text(told.toString());
            }
            case "/process" ->
                    Response.text("process %d,".formatted(ProcessHandle.current().pid()));
            case "/sees" -> Response.text(sees(request.query().orElse("")) + "\n");
            default -> Response.text(told(request));
        };
    }

    private static boolean sees(String className) {
        try {
            Class.forName(className, false, Teller.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private void parts(BodyWriter out) throws Exception {
        out.write("first\n");
        out.flush();
        if (released.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            out.write("second\n");
        }
    }

    private static String told(Request request) throws IOException {
        StringBuilder told = new StringBuilder();
        told.append("method: %s\n".formatted(request.method()));
        told.append("path: %s\n".formatted(request.path()));
        told.append("query: %s\n".formatted(request.query().orElse("")));
        CRC32 sum = new CRC32();
        long length = 0;
        try (InputStream body = request.body()) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int n = body.read(block); n > 0; n = body.read(block)) {
                sum.update(block, 0, n);
                length += n;
            }
        }
        told.append("body: %d bytes, crc32 %08x\n".formatted(length, sum.getValue()));
        request.headers()
                .forEach((name, value) -> told.append("field: %s=%s\n".formatted(name, value)));
        return told.toString();
    }
}
