package dev.serval.master.acme;

import dev.serval.control.log.EventLog;
import dev.serval.control.pem.CredentialsException;
import dev.serval.control.pem.PemFile;
import dev.serval.master.acme.Renewal.Failures;
import dev.serval.master.acme.Renewal.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has a certificate asked for whenever one is due, by a process of its own. The routers see its
 * files change. Has a thread while there is a plan.
 */
public final class CertificateKeeper {

    private static final Duration LONGEST_SLEEP = Duration.ofHours(1);
    private static final int DNS_NAME = 2;
    private static final long ORDER_MINUTES = 10;

    private final AcmeCommand command;
    private final double jitter = ThreadLocalRandom.current().nextDouble();
    private @Nullable Thread thread;
    private @Nullable AcmePlan plan;

    /**
     * @param command how the process is started
     */
    public CertificateKeeper(AcmeCommand command) {
        this.command = command;
    }

    /** What is wanted from now on; the same again changes nothing. On the master's thread. */
    public void keep(Optional<AcmePlan> wanted, List<String> prefix) {
        AcmePlan next = wanted.orElse(null);
        if (next == null ? plan == null : next.equals(plan)) {
            return;
        }
        end();
        plan = next;
        if (next != null) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name("certificates")
                            .start(() -> run(next, prefix));
        }
    }

    /** Asks for nothing any more. On the master's thread. */
    public void end() {
        Thread last = thread;
        thread = null;
        if (last != null) {
            last.interrupt();
        }
    }

    private void run(AcmePlan wanted, List<String> prefix) {
        Failures failures = Failures.NONE;
        try {
            while (true) {
                Instant now = Instant.now();
                Instant due = Renewal.due(held(wanted), wanted.domains(), failures, jitter);
                if (due.isAfter(now)) {
                    Duration left = Duration.between(now, due);
                    Thread.sleep(left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP);
                    continue;
                }
                failures = order(wanted, prefix) ? Failures.NONE : failures.andNow(Instant.now());
            }
        } catch (InterruptedException e) {
            // end() does that.
            return;
        }
    }

    /** The process has said in the log what came of it. */
    private boolean order(AcmePlan wanted, List<String> prefix) throws InterruptedException {
        Process process;
        try {
            process = command.start(wanted, prefix);
        } catch (IOException e) {
            EventLog.line("acme: no process can be started: " + e.getMessage());
            return false;
        }
        try {
            return process.waitFor(ORDER_MINUTES, TimeUnit.MINUTES)
                    && process.exitValue() == 0
                    && held(wanted) != null;
        } finally {
            process.destroyForcibly();
        }
    }

    private static @Nullable Held held(AcmePlan plan) {
        if (!Files.exists(plan.certificate())) {
            return null;
        }
        try {
            X509Certificate first = PemFile.read(plan.certificate()).certificates().getFirst();
            return new Held(
                    first.getNotBefore().toInstant(),
                    first.getNotAfter().toInstant(),
                    names(first));
        } catch (CredentialsException | CertificateParsingException e) {
            EventLog.line("acme: a new certificate is needed: " + e.getMessage());
            return null;
        }
    }

    private static Set<String> names(X509Certificate certificate)
            throws CertificateParsingException {
        Set<String> names = new HashSet<>();
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        if (all != null) {
            for (List<?> name : all) {
                if (name.get(0).equals(DNS_NAME)) {
                    names.add(String.valueOf(name.get(1)));
                }
            }
        }
        return names;
    }
}
