package dev.serval.acme;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.util.KeyPairUtils;

/** One order, from the account to the files of the certificate. The operator has agreed. */
final class CertificateOrder {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final StateFolder state;
    private final URI directory;
    private final String email;
    private final List<String> domains;

    /**
     * @param directory where the authority says what it can do
     * @param email where it may write to; empty for nowhere
     */
    CertificateOrder(StateFolder state, URI directory, String email, List<String> domains) {
        this.state = state;
        this.directory = directory;
        this.email = email;
        this.domains = domains;
    }

    /**
     * Gets the certificate and installs it.
     *
     * @return until when it is valid
     * @throws AcmeException if the authority cannot be reached, or refuses
     * @throws IOException if the folder cannot be written
     */
    Instant place() throws AcmeException, IOException, InterruptedException {
        Order order = account().newOrder().domains(domains).create();
        for (Authorization authorization : order.getAuthorizations()) {
            prove(authorization);
        }
        order.waitUntilReady(PATIENCE);
        KeyPair key = KeyPairUtils.createECKeyPair("secp256r1");
        order.execute(key);
        if (order.waitForCompletion(PATIENCE) != Status.VALID) {
            throw refused("the order", order.getError().map(Problem::toString).orElse("no reason"));
        }
        Certificate certificate = order.getCertificate();
        StringWriter chain = new StringWriter();
        certificate.writeCertificate(chain);
        state.install(chain.toString(), key);
        return certificate.getCertificate().getNotAfter().toInstant();
    }

    private Account account() throws AcmeException, IOException {
        AccountBuilder builder =
                new AccountBuilder().agreeToTermsOfService().useKeyPair(state.accountKey());
        if (!email.isEmpty()) {
            builder.addEmail(email);
        }
        return builder.create(new Session(directory));
    }

    private void prove(Authorization authorization)
            throws AcmeException, IOException, InterruptedException {
        if (authorization.getStatus() == Status.VALID) {
            return;
        }
        String domain = authorization.getIdentifier().getDomain();
        Http01Challenge challenge =
                authorization
                        .findChallenge(Http01Challenge.class)
                        .orElseThrow(() -> refused(domain, "no proof over HTTP is offered"));
        state.offer(challenge.getToken(), challenge.getAuthorization());
        try {
            challenge.trigger();
            if (challenge.waitForCompletion(PATIENCE) != Status.VALID) {
                throw refused(
                        domain, challenge.getError().map(Problem::toString).orElse("no reason"));
            }
        } finally {
            state.withdraw(challenge.getToken());
        }
    }

    private static AcmeException refused(String what, String why) {
        return new AcmeException("%s was refused: %s".formatted(what, why));
    }
}
