/**
 * The way of an answer: its head as bytes, its body in order, never more than a bounded part of it
 * under way.
 *
 * <p>Runs on a core's thread; only buffers cross over to the event loop.
 */
@NullMarked
package dev.serval.worker.answer;

import org.jspecify.annotations.NullMarked;
