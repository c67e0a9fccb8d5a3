package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with one servlet, its defaults but for the length of a kept connection. */
final class TomcatHello extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final byte[] TEXT = "Hello World\n".getBytes(US_ASCII);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/plain");
        response.setContentLength(TEXT.length);
        response.getOutputStream().write(TEXT);
    }

    /**
     * @param args the port, and a folder Tomcat may write to
     */
    public static void main(String[] args) throws LifecycleException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(args[1]);
        tomcat.setConnector(connector(args[0]));
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "hello", new TomcatHello()).addMapping("/");
        tomcat.start();
        tomcat.getServer().await();
    }

    private static Connector connector(String port) {
        Connector connector = new Connector();
        connector.setPort(Integer.parseInt(port));
        connector.setProperty("address", "127.0.0.1");
        // The default closes after 100 requests; no other contender here closes at all.
        connector.setProperty("maxKeepAliveRequests", "-1");
        return connector;
    }
}
