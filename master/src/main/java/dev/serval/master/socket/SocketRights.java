package dev.serval.master.socket;

import dev.serval.control.option.Address;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Who may connect to a Unix socket: whoever may write to its file.
 *
 * @param mode its permission bits; without them what the umask has left, but never everybody's
 * @param uid its owner's number; without it this process's
 * @param gid its group's number; without it this process's
 */
public record SocketRights(OptionalInt mode, OptionalInt uid, OptionalInt gid) {

    private static final int PERMISSIONS = 0777;
    private static final int OTHERS_MAY_CONNECT = 0002;

    /**
     * Sets them, on a socket that was opened here and has a file.
     *
     * @throws ListenException if the kernel refuses
     */
    public void apply(ListeningSocket socket) throws ListenException {
        Address asked = socket.asked();
        if (asked == null || !asked.unix() || asked.path().startsWith("@")) {
            return;
        }
        try {
            apply(Path.of(asked.path()));
        } catch (IOException e) {
            String why = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
            throw ListenException.because(
                    asked.path(), "its owner or rights cannot be set: " + why);
        }
    }

    private void apply(Path file) throws IOException {
        int now = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        int left = now & PERMISSIONS & ~OTHERS_MAY_CONNECT;
        if (uid.isPresent()) {
            Files.setAttribute(file, "unix:uid", uid.getAsInt(), LinkOption.NOFOLLOW_LINKS);
        }
        if (gid.isPresent()) {
            Files.setAttribute(file, "unix:gid", gid.getAsInt(), LinkOption.NOFOLLOW_LINKS);
        }
        Files.setAttribute(file, "unix:mode", mode.orElse(left));
    }
}
