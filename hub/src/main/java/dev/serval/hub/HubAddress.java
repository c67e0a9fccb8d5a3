package dev.serval.hub;

/** Where the hub is. */
public final class HubAddress {

    private HubAddress() {}

    /**
     * The abstract Unix address of a server's hub, without its NUL.
     *
     * @param link that of its links
     */
    public static String of(String link) {
        return link + "-hub";
    }
}
