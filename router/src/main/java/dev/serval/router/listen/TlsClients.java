package dev.serval.router.listen;

import java.time.Duration;

/**
 * What clients that shake hands become, and what is known of them before.
 *
 * @param pipeline makes their channels
 * @param handshake how long one may take
 * @param exportCert whether a client's certificate is passed on whole
 * @param serverName our host name
 * @param serverPort the listener's port; {@code 0} for a Unix socket
 */
public record TlsClients(
        ClientPipeline pipeline,
        Duration handshake,
        boolean exportCert,
        String serverName,
        String serverPort) {}
