/**
 * One request after another, from packet to answer.
 *
 * <p>Channels belong to the worker's one event loop; {@link dev.serval.worker.serve.Call} and what
 * it writes belong to a core's thread. They meet in three places only: {@link
 * dev.serval.worker.serve.Cores}, {@link dev.serval.worker.serve.BodyPipe} and {@link
 * dev.serval.worker.serve.AnswerSink}. Knows no configuration file and no other process.
 */
@NullMarked
package dev.serval.worker.serve;

import org.jspecify.annotations.NullMarked;
