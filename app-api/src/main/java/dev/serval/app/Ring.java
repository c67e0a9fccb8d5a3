package dev.serval.app;

import java.util.List;
import java.util.Optional;

/**
 * The last so many values ({@code --queue}), for all processes of a server: where there is no room,
 * the oldest is overwritten. In the master's memory. For work that must not be lost, see {@link
 * Spool}.
 *
 * <p>Every method throws {@link SharedException} if the master cannot be reached, or there is no
 * ring.
 */
public interface Ring {

    /** The newest from now on. */
    void push(byte[] value);

    /** Takes the oldest. */
    Optional<byte[]> pull();

    /** Takes the newest. */
    Optional<byte[]> pop();

    /** The newest, the newest first, and leaves them there. */
    List<byte[]> last(int most);
}
