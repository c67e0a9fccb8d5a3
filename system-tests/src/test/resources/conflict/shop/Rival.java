package clinic;

import java.lang.reflect.Proxy;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Another web server beside Tomcat, which is taken. */
@Configuration
public class Rival {

    @Bean
    ConfigurableServletWebServerFactory webServer() {
        return (ConfigurableServletWebServerFactory)
                Proxy.newProxyInstance(
                        Rival.class.getClassLoader(),
                        new Class<?>[] {ConfigurableServletWebServerFactory.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("hashCode")
                                        ? (Object) 1
                                        : method.getName().equals("equals")
                                                ? (Object) (proxy == arguments[0])
                                                : null);
    }
}
