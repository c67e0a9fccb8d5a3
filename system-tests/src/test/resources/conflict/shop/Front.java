package shop;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The same in a WAR. */
@WebServlet("/versions")
public final class Front extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            response.getWriter().print(Versions.told());
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
