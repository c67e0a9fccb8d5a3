package guestbook;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** Counts a guest's visits to the page, in the session. */
@WebFilter({"/index.jsp", "/"})
public final class Visits extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** Made by the container. */
    public Visits() {}

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpSession session = request.getSession();
        int before = session.getAttribute("visits") instanceof Integer number ? number : 0;
        session.setAttribute("visits", before + 1);
        chain.doFilter(request, response);
    }
}
