/**
 * Queues of jobs as an application sees them, and the thread of a spooler that does the jobs.
 *
 * <p>Any thread may submit; a {@link dev.serval.worker.spool.JobLoop} has a thread of its own.
 */
@NullMarked
package dev.serval.worker.spool;

import org.jspecify.annotations.NullMarked;
