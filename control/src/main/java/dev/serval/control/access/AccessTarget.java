package dev.serval.control.access;

import java.io.IOException;
import java.nio.file.Path;

/** Where the lines go; on the log's own thread, which may wait. */
interface AccessTarget {

    /**
     * Writes lines, and says of each that it is out.
     *
     * @throws IOException if not all could be written, with the reason
     */
    void write(AccessLines lines) throws IOException;

    /**
     * Opens it.
     *
     * @param host our name
     * @throws IOException if it is a file and cannot be written
     */
    static AccessTarget open(AccessDestination to, String host) throws IOException {
        return switch (to) {
            case AccessDestination.Standard() -> FileTarget.standard();
            case AccessDestination.ToFile(Path file) -> FileTarget.of(file);
            case AccessDestination.Syslog syslog -> DatagramTarget.of(syslog);
            case AccessDestination.Remote remote -> DatagramTarget.of(remote, host);
            case AccessDestination.Journal journal -> DatagramTarget.of(journal);
        };
    }
}
