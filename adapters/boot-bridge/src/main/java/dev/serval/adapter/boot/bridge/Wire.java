package dev.serval.adapter.boot.bridge;

import jakarta.servlet.ServletConnection;

/** The connection of a request, as far as a servlet may ask. */
record Wire(String getConnectionId, String getProtocol, boolean isSecure)
        implements ServletConnection {

    @Override
    public String getProtocolConnectionId() {
        return "";
    }
}
