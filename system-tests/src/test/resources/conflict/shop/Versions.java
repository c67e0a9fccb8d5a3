package shop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.typesafe.config.ConfigFactory;
import io.netty.buffer.Unpooled;
import io.netty.channel.epoll.Epoll;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Uses libraries that the server has in other versions, and tells which ones it has met. */
public final class Versions {

    private Versions() {}

    public static String told() throws Exception {
        LoggerFactory.getLogger("shop").warn("counting libraries");
        try (JsonParser json = new JsonFactory().createParser("[1, 2]")) {
            json.nextToken();
            json.nextToken();
            return "netty " + place(Unpooled.class) + " holds " + Unpooled.copyInt(7).readInt()
                    + ", epoll " + place(Epoll.class) + " " + Epoll.isAvailable()
                    + ", config " + place(ConfigFactory.class) + " says "
                    + ConfigFactory.parseString("a.b = 8").getInt("a.b")
                    + ", jackson " + place(JsonFactory.class) + " reads "
                    + (json.nextIntValue(0) + json.getIntValue())
                    + ", log " + place(LoggerFactory.class) + " to "
                    + LoggerFactory.getILoggerFactory().getClass().getName();
        }
    }

    private static String place(Class<?> type) throws Exception {
        String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return Path.of(jar).getFileName().toString();
    }
}
