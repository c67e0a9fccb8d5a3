package dev.serval.spool;

import java.nio.ByteBuffer;

/**
 * A job that is to be written.
 *
 * @param head what {@link SpoolFile#head} has made; nobody changes its position
 * @param body nobody may change it
 * @param later whether it is not due yet
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Submission(JobName name, ByteBuffer head, byte[] body, boolean later) {

    /** Bytes of the job as a file. */
    int size() {
        return head.remaining() + body.length;
    }

    /** Whether another may be in the same file: a pack has one priority, and all of it is due. */
    boolean goesWith(Submission other) {
        return !later && !other.later && name.priority() == other.name.priority();
    }
}
