package guestbook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Sends {@code ?mb=} MiB, or echoes a body while it still comes. */
@WebServlet("/stream")
public final class Stream extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int BLOCK = 64 * 1024;
    private static final AtomicLong WRITTEN = new AtomicLong();

    /** Made by the container. */
    public Stream() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String wanted = request.getParameter("mb");
        if (wanted == null) {
            response.getWriter().print(WRITTEN.get());
            return;
        }
        WRITTEN.set(0);
        ServletOutputStream out = response.getOutputStream();
        byte[] block = "x".repeat(BLOCK).getBytes(UTF_8);
        for (long left = Long.parseLong(wanted) * 1024 * 1024; left > 0; left -= BLOCK) {
            out.write(block);
            WRITTEN.addAndGet(BLOCK);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] block = new byte[BLOCK];
        for (int n; (n = request.getInputStream().read(block)) >= 0; ) {
            response.getOutputStream().write(block, 0, n);
            response.flushBuffer();
        }
    }
}
