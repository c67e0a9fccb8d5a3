package dev.serval.router.tls;

import dev.serval.control.pem.Credentials;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * A certificate for {@code localhost} that nobody vouches for, for a developer's desk.
 *
 * <p>Made by the JDK's keytool: the JDK has no API for it, and the libraries that have one are ten
 * times our size. The key is on disk, readable by us alone, until it has been read.
 */
final class SelfSigned {

    private static final String ALIAS = "serval";
    private static final String PASSWORD = "serval";
    private static final String DAYS = "30";

    private SelfSigned() {}

    static Credentials make() throws SSLException {
        try {
            Path folder = Files.createTempDirectory("serval-dev-");
            Path store = folder.resolve("store.p12");
            try {
                generate(store);
                return read(store);
            } finally {
                Files.deleteIfExists(store);
                Files.delete(folder);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new SSLException("no certificate can be made for --https-dev: " + e, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(Path store) throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command =
                List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        DAYS,
                        "-dname",
                        "CN=localhost, O=Serval development",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD);
        int exit =
                new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IOException("keytool ended with " + exit);
        }
    }

    private static Credentials read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new Credentials(
                List.of((X509Certificate) keys.getCertificate(ALIAS)),
                (PrivateKey) keys.getKey(ALIAS, PASSWORD.toCharArray()));
    }
}
