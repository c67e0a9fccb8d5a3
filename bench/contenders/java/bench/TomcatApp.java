package bench;

import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with one servlet, its defaults but for the length of a kept connection. */
final class TomcatApp {

    private TomcatApp() {}

    /**
     * @param args the port, and a folder Tomcat may write to
     */
    public static void main(String[] args) throws LifecycleException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(args[1]);
        tomcat.setConnector(connector(args[0]));
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "app", new AppServlet()).addMapping("/");
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
