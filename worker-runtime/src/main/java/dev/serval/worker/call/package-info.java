/**
 * One request on one core: from variables to the application and back.
 *
 * <p>{@link dev.serval.worker.call.Cores} and {@link dev.serval.worker.call.BodyPipe} are where the
 * event loop and a core's thread meet. Knows no socket protocol.
 */
@NullMarked
package dev.serval.worker.call;

import org.jspecify.annotations.NullMarked;
