package dev.serval.router.tls;

import dev.serval.control.pem.Credentials;
import java.util.Optional;

/** What a client is shown, and what is stapled to it. */
record Shown(Credentials credentials, Optional<Staple> staple) {}
