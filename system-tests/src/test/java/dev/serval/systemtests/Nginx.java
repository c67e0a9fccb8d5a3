package dev.serval.systemtests;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx as a gateway: HTTP to its clients, uwsgi packets to a worker. */
final class Nginx implements AutoCloseable {

    private final ReservedPort port;
    private final Started started;

    private Nginx(ReservedPort port, Started started) {
        this.port = port;
        this.started = started;
    }

    /** Runs in front of whoever listens on this port. */
    static Nginx before(int worker) throws IOException {
        Path folder = Serval.emptyFolder();
        ReservedPort port = new ReservedPort();
        Path config = folder.resolve("nginx.conf");
        String user = System.getProperty("user.name");
        Files.writeString(config, config(user, port.number(), worker));
        List<String> command =
                List.of("/usr/sbin/nginx", "-p", folder + "/", "-c", config.toString());
        Started started = Started.command(folder, Map.of(), command);
        started.awaitLine("start worker process \\d+");
        return new Nginx(port, started);
    }

    private static String config(String user, int port, int worker) {
        return """
        daemon off;
        user %s;
        pid nginx.pid;
        error_log stderr notice;
        events {}
        http {
          access_log off;
          client_body_temp_path client;
          uwsgi_temp_path uwsgi;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          scgi_temp_path scgi;
          client_max_body_size 0;
          server {
            listen 127.0.0.1:%d;
            location / {
              include /etc/nginx/uwsgi_params;
              uwsgi_pass 127.0.0.1:%d;
              uwsgi_buffering off;
            }
          }
        }
        """
                .formatted(user, port, worker);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port.number() + path);
    }

    @Override
    public void close() throws IOException {
        started.close();
        port.close();
    }
}
