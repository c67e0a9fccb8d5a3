package app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Greets whoever asks. Edit it while `serval dev` runs. */
@WebServlet("/hello")
public final class Hello extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String name = request.getParameter("name");
        response.setContentType("text/html;charset=utf-8");
        response.getWriter()
                .println("<!DOCTYPE html><h1>" + greeting(name == null ? "you" : name) + "</h1>");
    }

    /** Fit for a page, whatever the name is. */
    static String greeting(String name) {
        return "Hello, " + name.replace("&", "&amp;").replace("<", "&lt;");
    }
}
