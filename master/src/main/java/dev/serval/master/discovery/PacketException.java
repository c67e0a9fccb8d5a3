package dev.serval.master.discovery;

/** A packet that is not taken. The message says why, with nothing of what the packet holds. */
final class PacketException extends Exception {

    private static final long serialVersionUID = 1L;

    PacketException(String why) {
        super(why, null, false, false);
    }
}
