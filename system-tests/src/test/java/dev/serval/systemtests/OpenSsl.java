package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Certificates made by openssl in a folder, and its client. */
record OpenSsl(Path folder) {

    /** Makes {@code NAME.pem} and {@code NAME.key} for this host, signed by itself. */
    void selfSigned(String name, String host) throws IOException, InterruptedException {
        said(
                "",
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                        + " -keyout %s.key -out %s.pem -subj /O=Shop/CN=%s"
                                .formatted(name, name, host));
    }

    /** Makes {@code NAME.pem} and {@code NAME.key} for this host, signed by {@code ca.key}. */
    void signed(String name, String host) throws IOException, InterruptedException {
        said(
                "",
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                        + " -CA ca.pem -CAkey ca.key -addext basicConstraints=CA:FALSE"
                        + " -keyout %s.key -out %s.pem -subj /O=Shop/CN=%s"
                                .formatted(name, name, host));
    }

    /** What {@code openssl s_client} prints that connects, sends this, and waits for the end. */
    String client(int port, String request, String options)
            throws IOException, InterruptedException {
        return said(request, "s_client -ign_eof -connect 127.0.0.1:%d %s".formatted(port, options));
    }

    /** Runs openssl to its end. */
    String said(String input, String words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words.strip().split(" +", -1)));
        File in = Files.writeString(Files.createTempFile(folder, "in", ""), input).toFile();
        Process openssl =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(in)
                        .start();
        String output = new String(openssl.getInputStream().readAllBytes(), UTF_8);
        if (!openssl.waitFor(Started.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("openssl does not end; it said " + output);
        }
        return output;
    }

    /** A client that takes any certificate. */
    static HttpClient trusting(HttpClient.Version version) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        return HttpClient.newBuilder().sslContext(context).version(version).build();
    }

    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] c, String a, java.net.Socket s) {}

        @Override
        public void checkServerTrusted(X509Certificate[] c, String a, java.net.Socket s) {}

        @Override
        public void checkClientTrusted(X509Certificate[] c, String a, SSLEngine e) {}

        @Override
        public void checkServerTrusted(X509Certificate[] c, String a, SSLEngine e) {}

        @Override
        public void checkClientTrusted(X509Certificate[] c, String a) {}

        @Override
        public void checkServerTrusted(X509Certificate[] c, String a) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
