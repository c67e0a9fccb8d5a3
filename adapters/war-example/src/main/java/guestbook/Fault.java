package guestbook;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Throws: at once, or when a part of the answer is gone; or sleeps too long. */
@WebServlet("/fault/*")
public final class Fault extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Made by the container. */
    public Fault() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String late = request.getParameter("late");
        if (late != null) {
            response.getWriter().print("a part");
            response.flushBuffer();
        }
        String sleep = request.getParameter("ms");
        if (sleep != null) {
            try {
                Thread.sleep(Long.parseLong(sleep));
            } catch (InterruptedException e) {
                getServletContext().log("interrupted");
                Thread.currentThread().interrupt();
            }
            return;
        }
        throw request.getParameter("plain") == null
                ? new IllegalStateException("out of ink")
                : new IllegalArgumentException("a secret");
    }
}
