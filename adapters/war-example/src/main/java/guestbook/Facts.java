package guestbook;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.Principal;

/** Tells what it was asked. */
@WebServlet("/facts/*")
public final class Facts extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Made by the container. */
    public Facts() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/plain; charset=utf-8");
        Principal user = request.getUserPrincipal();
        PrintWriter out = response.getWriter();
        out.println("url " + request.getRequestURL());
        out.println("context " + request.getContextPath());
        out.println("path " + request.getPathInfo());
        out.println("query " + request.getQueryString());
        out.println("secure " + request.isSecure());
        out.println("remote " + request.getRemoteAddr());
        out.println("user " + (user == null ? "nobody" : user.getName()));
        out.println("protocol " + request.getProtocol());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        request.getInputStream().readAllBytes();
        doGet(request, response);
    }
}
