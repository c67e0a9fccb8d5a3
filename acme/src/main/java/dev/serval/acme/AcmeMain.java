package dev.serval.acme;

import dev.serval.control.log.EventLog;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.shredzone.acme4j.exception.AcmeException;

/** The entry point: one certificate, one line in the log, the end. */
public final class AcmeMain {

    private static final int FAILED = 1;

    private AcmeMain() {}

    /**
     * Started by the master only.
     *
     * @param args the folder, the directory's URL, the email address and the file of authorities
     *     (either may be empty), and the domains
     */
    public static void main(String[] args) throws InterruptedException {
        Thread.ofPlatform().daemon().name("master").start(AcmeMain::endWithMaster);
        Security.addProvider(new BouncyCastleProvider()); // asked for by name, for keys
        List<String> domains = List.of(args).subList(4, args.length);
        String named = String.join(", ", domains);
        try {
            if (!args[3].isEmpty()) {
                Authority.trust(Path.of(args[3]));
            }
            StateFolder state = StateFolder.at(Path.of(args[0]));
            if (state.lock() == null) {
                EventLog.line("acme: another process is getting a certificate in " + args[0]);
                System.exit(FAILED);
            }
            Instant end =
                    new CertificateOrder(state, URI.create(args[1]), args[2], domains).place();
            EventLog.line("acme: a certificate for %s, valid until %s".formatted(named, end));
        } catch (AcmeException | IOException | GeneralSecurityException | RuntimeException e) {
            EventLog.line(
                    "acme: no certificate for %s from %s: %s".formatted(named, args[1], reason(e)));
            System.exit(FAILED);
        }
        System.exit(0);
    }

    /** In one line; where the library only passes on what befell it, that. */
    private static String reason(Throwable fault) {
        Throwable cause = fault.getCause();
        Throwable told = fault instanceof AcmeException && cause != null ? cause : fault;
        String said = told.getMessage() == null ? "" : told.getMessage().replaceAll("\\s+", " ");
        String kind = told.getClass().getSimpleName();
        return told instanceof AcmeException ? said : kind + (said.isEmpty() ? "" : ": " + said);
    }

    /** Our input is a pipe of the master's: at its end there is no master any more. */
    private static void endWithMaster() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It is the end all the same.
        }
        Runtime.getRuntime().halt(FAILED);
    }
}
