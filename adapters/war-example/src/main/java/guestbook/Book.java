package guestbook;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What guests have written; in the memory of this worker. Any thread. */
@WebListener
public final class Book implements ServletContextListener {

    private static final String NAME = Book.class.getName();
    private static final int MOST = 100;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Made by the container. */
    public Book() {}

    /** The book of this application. */
    public static Book of(ServletContext context) {
        return (Book) context.getAttribute(NAME);
    }

    /** Every line, the oldest first. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** For a page. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    void write(String line) {
        if (lines.size() < MOST) {
            lines.add(line);
        }
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext().setAttribute(NAME, this);
        event.getServletContext().log("the guest book is open");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        event.getServletContext().log("the guest book is closed");
    }
}
