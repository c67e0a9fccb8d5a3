package dev.serval.master.hub;

import dev.serval.hub.Frame;

/** A process that is connected. */
interface Client {

    /** Whether it reads what it is sent; if not, messages for it are dropped. */
    boolean keepsUp();

    /** Sends one frame. */
    void send(Frame frame);
}
