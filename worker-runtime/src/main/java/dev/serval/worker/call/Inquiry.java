package dev.serval.worker.call;

import dev.serval.uwsgi.Vars;
import dev.serval.worker.account.Visit;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a core.
 *
 * @param body the request's body; null if it has none
 * @param visit told how it is answered; null if nobody asks
 * @param begins told on the core's thread, before the application is asked
 */
public record Inquiry(Vars vars, @Nullable BodyPipe body, @Nullable Visit visit, Runnable begins) {}
