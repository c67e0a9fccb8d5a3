/** What an application does at times, on the one worker that leads. */
@NullMarked
package dev.serval.worker.schedule;

import org.jspecify.annotations.NullMarked;
