package bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;

/** What is measured, as a servlet: in Tomcat, and in the WAR that Serval runs. */
public final class AppServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = request.getRequestURI();
        byte[] body = path.equals("/up") ? Content.lengthOf(request.getInputStream()) : of(path);
        response.setContentType(Content.typeOf(path));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static byte[] of(String path) throws IOException {
        try {
            return Content.of(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
