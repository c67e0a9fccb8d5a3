/**
 * What systemd and this server tell each other: readiness, reloads, the watchdog (sd_notify(3)),
 * and sockets that were open before us (sd_listen_fds(3)). No library of systemd's is needed.
 */
@NullMarked
package dev.serval.master.systemd;

import org.jspecify.annotations.NullMarked;
