package guestbook;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What a guest has put in, in the session; and which process answers. */
@WebServlet("/basket")
public final class Basket extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String THINGS = "things";

    /** Made by the container. */
    public Basket() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<String> things = things(request.getSession());
        response.setContentType("text/plain; charset=utf-8");
        PrintWriter out = response.getWriter();
        out.println(ProcessHandle.current().pid() + " " + String.join(",", things));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        HttpSession session = request.getSession();
        String thing = String.valueOf(request.getParameter("thing"));
        switch (thing) {
            case "nothing" -> session.invalidate();
            case "secret" -> session.setAttribute(thing, new Object());
            case "house" -> session.setAttribute(thing, new byte[1_000_000]);
            case "newId" -> request.changeSessionId();
            default -> {
                List<String> things = things(session);
                things.add(thing);
                session.setAttribute(THINGS, things);
            }
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static List<String> things(HttpSession session) {
        List<String> things = new ArrayList<>();
        if (session.getAttribute(THINGS) instanceof List<?> before) {
            before.forEach(each -> things.add(String.valueOf(each)));
        }
        return things;
    }
}
