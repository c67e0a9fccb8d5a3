package guestbook;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;

/** Takes what is written: a field of a form, or a file that is uploaded. */
@WebServlet("/entries")
@MultipartConfig(fileSizeThreshold = 1024)
public final class Entries extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Made by the container. */
    public Entries() {}

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String type = request.getContentType();
        if (type != null && type.startsWith("multipart/")) {
            for (Part part : request.getParts()) {
                Book.of(getServletContext())
                        .write(part.getSubmittedFileName() + ", " + part.getSize() + " bytes");
            }
        } else {
            Book.of(getServletContext()).write(request.getParameter("text"));
        }
        response.sendRedirect(request.getContextPath() + "/");
    }
}
