package guestbook;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers later, on another thread; and reads a body as it comes. */
@WebServlet(urlPatterns = "/later", asyncSupported = true)
public final class Patience extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Made by the container. */
    public Patience() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext later = request.startAsync();
        later.start(() -> {
            try {
                response.getWriter().print("later");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                later.complete();
            }
        });
    }

    /** Never completes; {@code ?ms=} is its time. */
    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        request.startAsync().setTimeout(Long.parseLong(request.getParameter("ms")));
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AsyncContext later = request.startAsync();
        ServletInputStream in = request.getInputStream();
        in.setReadListener(new Count(in, later));
    }

    private static final class Count implements ReadListener {

        private final ServletInputStream in;
        private final AsyncContext later;
        private final byte[] block = new byte[8192];
        private long bytes;

        Count(ServletInputStream in, AsyncContext later) {
            this.in = in;
            this.later = later;
        }

        @Override
        public void onDataAvailable() throws IOException {
            while (in.isReady()) {
                int length = in.read(block);
                if (length < 0) {
                    return;
                }
                bytes += length;
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            later.getResponse().getWriter().print(bytes);
            later.complete();
        }

        @Override
        public void onError(Throwable fault) {
            later.complete();
        }
    }
}
