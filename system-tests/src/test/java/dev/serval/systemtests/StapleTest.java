package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StapleTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String GOOD = "V\t300101000000Z\t\t%s\tunknown\t/CN=one.test\n";
    private static final String REVOKED =
            "R\t300101000000Z\t260101000000Z\t%s\tunknown\t/CN=one.test\n";

    private final Path folder = Serval.emptyFolder();
    private final OpenSsl openssl = new OpenSsl(folder);

    StapleTest() throws IOException, InterruptedException {
        openssl.selfSigned("ca", "ca.test");
        openssl.signed("leaf", "one.test");
        Files.writeString(
                folder.resolve("one.pem"),
                Files.readString(folder.resolve("leaf.pem"))
                        + Files.readString(folder.resolve("ca.pem")));
    }

    @Test
    void aClientThatAsksIsShownWhatTheAuthorityHasSigned() throws Exception {
        staple(GOOD);
        try (Serval serval = serving()) {
            assertThat(status(serval)).contains("Cert Status: good").contains("HTTP/1.1 200");
            assertThat(openssl.client(serval.port("https"), GET, "")).contains("HTTP/1.1 200");
        }
    }

    @Test
    void oneThatComesWhileTheServerRunsIsShownAndOneThatSaysRevokedIsNot() throws Exception {
        try (Serval serval = serving()) {
            assertThat(status(serval)).contains("no response sent").contains("HTTP/1.1 200");

            staple(GOOD);
            serval.process().awaitLine("certificates read again");
            assertThat(status(serval)).contains("Cert Status: good");

            staple(REVOKED);
            serval.process().awaitLine("one.pem.ocsp is not shown to clients: .*revoked");
            serval.process().awaitLine("certificates read again", 2);
            assertThat(status(serval)).contains("no response sent").contains("HTTP/1.1 200");
        }
    }

    @Test
    void oneThatIsNoneIsNamedInTheLogAndTheServerServes() throws Exception {
        Files.writeString(folder.resolve("one.pem.ocsp"), "junk");
        try (Serval serval = serving()) {
            serval.process().awaitLine("one.pem.ocsp is not shown to clients: it cannot be read");
            assertThat(status(serval)).contains("no response sent").contains("HTTP/1.1 200");
        }
    }

    private void staple(String index) throws IOException, InterruptedException {
        String serial = openssl.said("", "x509 -in leaf.pem -noout -serial");
        String number = serial.strip().replace("serial=", "");
        Files.writeString(folder.resolve("index.txt"), index.formatted(number));
        openssl.said("", "ocsp -issuer ca.pem -cert leaf.pem -reqout asked.der");
        openssl.said(
                "",
                "ocsp -index index.txt -CA ca.pem -rsigner ca.pem -rkey ca.key"
                        + " -reqin asked.der -respout new.ocsp -ndays 2");
        Files.move(
                folder.resolve("new.ocsp"),
                folder.resolve("one.pem.ocsp"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private String status(Serval serval) throws IOException, InterruptedException {
        return openssl.client(serval.port("https"), GET, "-status");
    }

    private Serval serving() throws IOException {
        return Serval.run(
                        folder,
                        Map.of(),
                        "--https",
                        "127.0.0.1:0,one.pem,leaf.key",
                        "--module",
                        "echo.Echo")
                .awaitServing();
    }
}
